namespace Linq.Streaming.Benchmarks.Compare;

/// <summary><c>compare</c>: every workload by every peer.</summary>
internal static class CompareCommand
{
    /// <summary>Returns the exit code: 0, 1 where the run failed or peers differ, 2 where options are wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };

        try
        {
            await RunAsync(CompareOptions.Parse(args), stop.Token).ConfigureAwait(false);
            return 0;
        }
        catch (FormatException wrong)
        {
            return Fail(wrong.Message, 2);
        }
        catch (CompareException failure) when (!stop.IsCancellationRequested)
        {
            return Fail(failure.Message, 1);
        }
        catch (Exception end) when (end is OperationCanceledException or CompareException)
        {
            return Fail("Stopped.", 1);
        }
    }

    private static async Task RunAsync(CompareOptions options, CancellationToken ct)
    {
        var effort = options.IsQuick ? Effort.Quick : Effort.Full;
        var workloads = CompareWorkloads.All.Where(workload => options.Workloads.Contains(workload.Id)).ToArray();
        var peers = Peer.All.Where(peer => options.Peers.Contains(peer.Name)).ToArray();
        var figures = await new CompareRun(effort, peers, Console.Error.WriteLine).MeasureAsync(workloads, ct).ConfigureAwait(false);
        if (options.IsCsv)
        {
            CompareCsv.Write(figures, Console.Out);
        }
        else
        {
            CompareTable.Write(figures, Console.Out);
        }
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
