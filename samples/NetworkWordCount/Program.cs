using System.Globalization;
using Linq.Streaming;

namespace NetworkWordCount;

/// <summary>Counts the words that a server sends, once a second: those of the second, and those so far.</summary>
internal static class Program
{
    private const string Usage = """
        usage: NetworkWordCount HOST PORT

        Counts the words of the lines that HOST sends on PORT, second by second. Try it with
            nc -lk 9999
        in one terminal and
            dotnet run -c Release --project samples/NetworkWordCount localhost 9999
        in another. Ctrl+C ends it.
        """;

    private static async Task<int> Main(string[] args)
    {
        if (args is not [var host, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        return await RunAsync(host, port, TimeSpan.FromSeconds(1), Console.Out, Console.Error);
    }

    internal static async Task<int> RunAsync(string host, int port, TimeSpan interval, TextWriter output, TextWriter messages, CancellationToken cancellation = default)
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = interval, Name = "words", Listeners = [new Connection(messages)] });
        var words = context.FromSocket(host, port, "lines").SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        words.CountBy(word => word).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(10).ForEachBatch(batch =>
        {
            if (batch.Count > 0)
            {
                output.WriteLine($"{batch.Time:HH:mm:ss}  {string.Join(", ", batch.Select(pair => $"{pair.Key} {pair.Value}"))}");
            }
        });
        var total = 0L;
        words.Accumulate().Count().ForEachBatch(batch => total = batch.Count > 0 ? batch[^1] : total);
        try
        {
            await context.RunAsync(cancellation);
            await output.WriteLineAsync($"{total} words in {context.Exit!.Sources[0].Committed} lines.");
            return 0;
        }
        catch (StreamQueryException failure)
        {
            await messages.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    /// <summary>Says when the connection is not there.</summary>
    private sealed class Connection(TextWriter messages) : IStreamListener
    {
        public void OnReceiverChanged(string source, ReceiverStatus status)
        {
            if (status.State == ReceiverState.Restarting)
            {
                messages.WriteLine($"{status.LastError} Trying again.");
            }
        }
    }
}
