using System.Diagnostics;
using Linq.Streaming;

namespace Flights;

/// <summary>A week of US flights, replayed as they departed: which airports are busy, and how late are their flights?</summary>
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
        catch (Exception exception) when (exception is StreamQueryException or InvalidDataException)
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
        Mode.Explain => ExplainAsync(output),
        Mode.Csv => PrintCsvAsync(options.Input, output),
        Mode.Late => PrintLateAsync(options.Input, output),
        _ => ShowLiveAsync(options.Input, output, canRedraw),
    };

    private static async Task ShowLiveAsync(string file, TextWriter output, bool canRedraw)
    {
        var clock = Stopwatch.StartNew();
        var rows = Flight.ReadAll(file);
        output.WriteLine(FormattableString.Invariant($"Read and sorted {rows.Count:N0} flights in {clock.Elapsed.TotalSeconds:0.00} s."));
        if (rows.Count == 0)
            return;

        var view = new LiveView(output, canRedraw, rows.Count);
        var counts = view.Counts;

        clock.Restart();
        await using var context = new StreamContext(FlightsQuery.Quarter);
        var flights = context.Replay(rows, f => f.Departure);
        var hours = flights.ByScheduledHour();
        flights.Count().ForEachBatch(batch => counts.Flights += batch[0]);
        flights.Disbelieved().Count().ForEachBatch(batch => counts.Filtered += batch[0]);
        hours.Late().Count().ForEachBatch(batch => counts.Late += batch[0]);
        hours.DelaysByOrigin()
            .OrderByDescending(d => d.Flights).ThenBy(d => d.Origin).Take(LiveView.Airports)
            .ForEachBatch(view.Show);
        await context.RunAsync();

        view.Finish();
        output.WriteLine(counts.Summary(clock.Elapsed));
    }

    private static async Task PrintCsvAsync(string file, TextWriter output)
    {
        var rows = Flight.ReadAll(file);
        output.WriteLine(CsvReport.DelaysHeader);

        await using var context = new StreamContext(FlightsQuery.Quarter);
        context.Replay(rows, f => f.Departure).ByScheduledHour().DelaysByOrigin()
            .OrderBy(d => d.Origin)
            .ForEachBatch(closed => output.Write(CsvReport.Rows(closed, CsvReport.Row)));
        await context.RunAsync();
    }

    private static async Task PrintLateAsync(string file, TextWriter output)
    {
        var rows = Flight.ReadAll(file);
        output.WriteLine(CsvReport.LateHeader);

        await using var context = new StreamContext(FlightsQuery.Quarter);
        var hours = context.Replay(rows, f => f.Departure).ByScheduledHour();
        hours.Late().ForEachBatch(late => output.Write(CsvReport.Rows(late, CsvReport.Row)));
        await context.RunAsync();
    }

    private static async Task ExplainAsync(TextWriter output)
    {
        await using var context = new StreamContext(FlightsQuery.Quarter);
        var flights = context.Replay<Flight>([], f => f.Departure);
        output.Write(flights.ByScheduledHour().DelaysByOrigin().Explain(ExplainLevel.Stages));
    }
}
