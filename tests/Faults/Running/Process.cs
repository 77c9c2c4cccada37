using Faults.Shapes;
using Faults.Worlds;
using Linq.Streaming;

namespace Faults.Running;

/// <summary>One life of a query: a process that starts, recovers what is there, and runs until everything is computed or something ends it.</summary>
internal static class Process
{
    /// <summary>Runs a process.</summary>
    /// <param name="run">What it runs.</param>
    /// <param name="world">What it finds.</param>
    /// <param name="parallelism">The number of partitions, where it is to be another one than before.</param>
    public static Ending Run(Case run, World world, int? parallelism = null)
    {
        world.Receivers.Clear();
        var context = Context(run, world, parallelism);
        try
        {
            context.Start();
            Receive(context, world);
            context.Run.FollowData();
        }
        catch (Exception failure) when (!context.Completion.IsCompleted)
        {
            return End(world, failure, context);
        }
        catch (Exception)
        {
            // A failed start has ended the context too.
        }
        finally
        {
            if (world.Receivers.Count > 0)
            {
                context.Run?.Receivers.TryStop();
            }

            context.Run?.Dispose();
        }

        return End(world, context.Completion.Exception?.InnerException, context);
    }

    /// <summary>The query, built and not started.</summary>
    public static StreamContext Context(Case run, World world, int? parallelism = null, bool isUnfenced = false, bool isStepped = true)
    {
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = TimeSpan.FromSeconds(1),
            Parallelism = parallelism ?? run.Parallelism,
            ExactPartitions = true,
            IsStepped = isStepped,
            ZeroTime = DateTimeOffset.UnixEpoch,
            CheckpointDirectory = "checkpoint",
            FileSystem = world.Plant is { } plant ? plant(world.Files) : world.Files,
            LeastSnapshot = run.LeastSnapshot,
            IsUnfenced = isUnfenced,
        });
        run.Shape.Build(new SimulatedShapeBuilder(context, world, run.Source, run.Sink, run.LostOffset));
        return context;
    }

    // A block a batch, as the other sources have it; those that wait from an earlier process come first.
    private static void Receive(StreamContext context, World world)
    {
        var run = context.Run;
        var received = run.Receivers.Inputs.Zip(world.Receivers).ToList();
        while (received.Count > 0)
        {
            foreach (var (input, receiver) in received.Where(pair => run.PendingCount == 0 && pair.First.Lag == 0 && !pair.First.IsCompleted))
            {
                input.Limit(1, double.PositiveInfinity);
                receiver.Store();
                if (receiver.IsOver)
                {
                    SpinWait.SpinUntil(() => input.IsCompleted || world.Files.HasCrashed || input.Receiver?.State is ReceiverState.Failed or ReceiverState.Restarting);
                }
            }

            if (run.InputsHaveEnded && run.PendingCount == 0)
            {
                return;
            }

            run.Step();
        }
    }

    private static Ending End(World world, Exception? failure, StreamContext context) =>
        new(
            world.Files.HasCrashed,
            failure is null && !context.Completion.IsCompleted ? new InvalidOperationException("The run has not come to an end.") : failure,
            context.Recovery?.Damaged ?? []);
}

/// <summary>How a process has ended.</summary>
/// <param name="HasCrashed">Whether it was ended.</param>
/// <param name="Failure">What it said; null where everything was computed.</param>
/// <param name="Damaged">Files that it found damaged and could do without. A crash, whatever it is, leaves none.</param>
internal sealed record Ending(bool HasCrashed, Exception? Failure, IReadOnlyList<string> Damaged)
{
    public bool IsComplete => !HasCrashed && Failure is null;

    /// <summary>Whether the failure is told as it should: with a code.</summary>
    public bool IsCoded => Failure is StreamQueryException;

    public override string ToString() => HasCrashed ? "crashed" : Failure is null ? "complete" : $"{Failure.GetType().Name}: {Failure.Message}";
}
