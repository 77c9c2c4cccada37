using Linq.Streaming;

namespace Nexmark;

/// <summary>The Nexmark benchmark: questions to a stream of auctions, each a query in LINQ.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (CommandLine.Parse(args, out var problem) is not { } options)
        {
            error.WriteLine($"{OneLine(problem)} Use --help to see the options.");
            return 2;
        }

        try
        {
            await RunAsync(options, output);
            return 0;
        }
        catch (StreamQueryException exception)
        {
            error.WriteLine(OneLine(string.Join(" ", exception.Diagnostics)));
            return 1;
        }
        catch (IOException exception)
        {
            error.WriteLine($"The output cannot be written: {OneLine(exception.Message)}");
            return 1;
        }
    }

    private static Task RunAsync(Options options, TextWriter output) => options.Mode switch
    {
        Mode.Help => output.WriteLineAsync(Options.Usage),
        Mode.List => ListAsync(output),
        Mode.Explain => ExplainAsync(options, output),
        Mode.Csv => QueryAsync(options, new CsvReport(output, options.Query!.Header)),
        _ => QueryAsync(options, new Summary(output, options.Query!)),
    };

    private static async Task QueryAsync(Options options, IReport report)
    {
        await using var context = new StreamContext(options.Events.BatchInterval);
        var streams = new NexmarkStreams(context, options.Events);
        var giveRest = options.Query!.Register(streams, report);
        await context.RunAsync();
        giveRest();
        report.Finish(streams.Read);
    }

    private static async Task ExplainAsync(Options options, TextWriter output)
    {
        await using var context = new StreamContext(options.Events.BatchInterval);
        output.Write(options.Query!.Explain(new NexmarkStreams(context, options.Events)));
    }

    private static async Task ListAsync(TextWriter output)
    {
        foreach (var query in QueryTable.All)
            await output.WriteLineAsync($"{query.Name,-4} {query.Mode.ToString().ToLowerInvariant(),-9} {query.Asks}");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
