using Faults.Simulation;
using Faults.Worlds;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Faults.Running;

/// <summary>A process that is taken for dead and is not: another one is started from its directory, and both go on.</summary>
internal static class TwoProcesses
{
    /// <summary>Runs the two in turns.</summary>
    /// <param name="run">What they run.</param>
    /// <param name="steps">How many batches the first one has made when the second one starts.</param>
    /// <param name="isFenced">Whether the checkpoint looks at epochs. The lock is broken, and sinks take everything, in any case.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Run(Case run, int steps, bool isFenced)
    {
        var clean = Outcome.Clean(run, out _);
        var world = new World { Plant = files => new WithoutLock(files), HasUnfencedSinks = true };
        var first = Process.Context(run, world, isUnfenced: !isFenced);
        first.Start();
        for (var i = 0; i < steps; i++)
        {
            first.Run.Step();
        }

        var second = Process.Context(run, world, isUnfenced: !isFenced);
        try
        {
            second.Start();
            while (!second.Completion.IsCompleted && !second.Run.InputsHaveEnded)
            {
                first.Run.Step();
                second.Run.Step();
            }

            first.Run.Dispose();
            second.Run.FollowData();
            second.Run.Dispose();
        }
        catch (Exception failure) when (failure is StreamQueryException or DurableIOException or InvalidOperationException)
        {
            return $"the second process fails: {failure.Message}";
        }

        // A third one finds what the two have written.
        var last = Process.Run(run, world);
        return second.Completion.Exception?.InnerException is { } told ? $"the second process fails: {told.Message}"
            : last.IsComplete ? Outcome.Difference(run, world, clean) : $"nothing can be started from the directory: {last}";
    }
}
