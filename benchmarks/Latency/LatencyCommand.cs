using System.Globalization;

namespace Linq.Streaming.Benchmarks.Latency;

/// <summary><c>latency</c>: how late batches are, and how long an element is on its way.</summary>
internal static class LatencyCommand
{
    private const string Usage = "latency [--seconds 60]";

    /// <summary>Returns the exit code: 2 where options are wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = 60;
        if (args is not [] && !(args is ["--seconds", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out seconds) && seconds is > 0 and <= 3600))
        {
            await Console.Error.WriteLineAsync($"'{string.Join(' ', args)}' is not allowed. Allowed: {Usage}, from 1 to 3600.").ConfigureAwait(false);
            return 2;
        }

        var run = new LatencyRun();
        await run.RunAsync(TimeSpan.FromSeconds(seconds)).ConfigureAwait(false);
        Write($"batches of 1 ms for {seconds} s: filter, project, group; {run.Scheduling.Count} batches, {run.Elements.Count} elements, one every 3 to 12 ms");
        Write($"{"ms",-34} {"p50",8} {"p99",8} {"most",8}");
        WriteDelays("batch due to output called", run.Scheduling);
        WriteDelays("element offered to output seen", run.Elements);
        Write($"goals");
        WriteGoal("scheduling delay p99", run.Scheduling.Percentile(99), 2);
        WriteGoal("element p50", run.Elements.Percentile(50), 2);
        WriteGoal("element p99", run.Elements.Percentile(99), 5);
        return 0;
    }

    private static void WriteDelays(string name, Delays delays) =>
        Write($"  {name,-32} {delays.Percentile(50),8:F2} {delays.Percentile(99),8:F2} {delays.Percentile(100),8:F2}");

    private static void WriteGoal(string name, double figure, double limit) =>
        Write($"  {$"{name} < {limit} ms",-32} {(figure < limit ? "met" : "not met"),-8} {figure:F2} ms");

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
