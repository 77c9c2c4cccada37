using System.Diagnostics;
using Linq.Streaming;

namespace Flights;

/// <summary>A week of US flights, replayed hour by hour: which airports are busy, and how late are their flights?</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error, LiveView.CanRedraw);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, bool canRedraw)
    {
        if (Options.Parse(args, out var problem) is not { } options)
        {
            error.WriteLine($"{problem} Use --help to see the options.");
            return 2;
        }

        try
        {
            await RunAsync(options, output, canRedraw);
            return 0;
        }
        catch (StreamQueryException exception)
        {
            error.WriteLine(exception.Message);
            return 1;
        }
        catch (IOException exception)
        {
            error.WriteLine($"The output cannot be written: {exception.Message}");
            return 1;
        }
    }

    private static Task RunAsync(Options options, TextWriter output, bool canRedraw) => options.Mode switch
    {
        Mode.Help => output.WriteLineAsync(Options.Usage),
        Mode.Explain => ExplainAsync(options.Input, output),
        Mode.Csv => PrintCsvAsync(options.Input, output),
        _ => ShowLiveAsync(options.Input, output, canRedraw),
    };

    private static async Task ShowLiveAsync(string file, TextWriter output, bool canRedraw)
    {
        var clock = Stopwatch.StartNew();
        var rows = Flight.ReadAll(file).ToList();
        output.WriteLine(FormattableString.Invariant($"Read and sorted {rows.Count:N0} flights in {clock.Elapsed.TotalSeconds:0.00} s."));
        if (rows.Count == 0)
            return;

        var view = new LiveView(output, canRedraw, rows.Count);

        clock.Restart();
        await using var context = new StreamContext(FlightsQuery.Hour);
        var flights = context.Replay(rows, f => f.Scheduled);
        flights.Count().ForEachBatch(batch => view.Add(batch[0]));
        flights.DelaysByOrigin()
            .OrderByDescending(d => d.Flights).ThenBy(d => d.Origin).Take(LiveView.Airports)
            .ForEachBatch(view.Show);
        await context.RunAsync();

        view.Finish();
        output.WriteLine(FormattableString.Invariant(
            $"{view.Flights:N0} rows, {view.Batches:N0} batches, {view.Windows:N0} windows in {clock.Elapsed.TotalSeconds:0.00} s: {view.Flights / clock.Elapsed.TotalSeconds:N0} rows per second."));
    }

    private static async Task PrintCsvAsync(string file, TextWriter output)
    {
        var rows = Flight.ReadAll(file).ToList();
        output.WriteLine(CsvReport.Header);

        await using var context = new StreamContext(FlightsQuery.Hour);
        context.Replay(rows, f => f.Scheduled).DelaysByOrigin()
            .OrderBy(d => d.Origin)
            .ForEachBatch(window => output.Write(CsvReport.Rows(window)));
        await context.RunAsync();
    }

    private static async Task ExplainAsync(string file, TextWriter output)
    {
        await using var context = new StreamContext(FlightsQuery.Hour);
        var flights = context.Replay(Flight.ReadAll(file), f => f.Scheduled);
        output.Write(flights.DelaysByOrigin().Explain(ExplainLevel.Stages));
    }
}
