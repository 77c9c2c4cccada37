using System.Globalization;

namespace Linq.Streaming.Benchmarks.Checkpoints;

/// <summary><c>-- checkpoint</c>: what recovery costs: throughput with log and checkpoint beside that without, bytes written, and the time of a restart.</summary>
public static class CheckpointCommand
{
    private const int Rounds = 3;

    public static void Run()
    {
        var directory = Path.Combine(Path.GetTempPath(), "linqstream-benchmark-" + Guid.NewGuid().ToString("n"));
        try
        {
            Console.WriteLine("count by key over everything so far     rows/batch  ms/batch     M/s  of without  log B/batch");
            Compare("1,000 keys", keys: 1_000, batchSize: 2_000_000, batches: 8, directory);
            Compare("1,000,000 keys", keys: 1_000_000, batchSize: 1_000_000, batches: 8, directory);
            Compare("1,000,000 keys, few a batch", keys: 1_000_000, batchSize: 10_000, batches: 200, directory, firstBatch: 1_000_000);
            Restart(keys: 1_000_000, directory);
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    // In turns, so that what others do on the machine meets both.
    private static void Compare(string title, int keys, int batchSize, int batches, string directory, int firstBatch = 0)
    {
        var rows = CheckpointRun.Rows(keys, firstBatch, batchSize, batches);
        var (without, with) = (double.MaxValue, double.MaxValue);
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            without = Math.Min(without, CheckpointRun.Over(rows, null).Seconds);
            var run = CheckpointRun.Over(rows, Path.Combine(directory, $"{keys}-{batchSize}-{round}"));
            (with, bytes) = (Math.Min(with, run.Seconds), run.LogBytes);
        }

        Print(title, batchSize, without / batches, batchSize * batches / without / 1e6, null, 0);
        Print("  with checkpoints", batchSize, with / batches, batchSize * batches / with / 1e6, without / with, bytes / batches);
    }

    private static void Restart(int keys, string directory)
    {
        var place = Path.Combine(directory, "restart");
        var rows = CheckpointRun.Rows(keys, keys, 10_000, 50);
        CheckpointRun.Over(rows, place);
        var best = Enumerable.Range(0, Rounds).Min(_ => CheckpointRun.TimeToRestart(rows, place));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"restart with {keys:N0} keys, to the return of Start(): {best:0.00} s"));
    }

    private static void Print(string title, int batchSize, double seconds, double rate, double? share, long bytes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {title,-36} {batchSize,12:N0} {seconds * 1e3,9:0.0} {rate,7:0.0} {(share is { } part ? part.ToString("0.00", CultureInfo.InvariantCulture) : "1.00"),11} {bytes,12:N0}"));
}
