using Faults.Simulation;
using Faults.Worlds;

namespace Faults.Running;

/// <summary>Crashes a run at a point, recovers, and compares.</summary>
internal static class CrashRun
{
    // Of the operations of a recovery, those that come first are the ones that only a recovery has.
    private const int MostRecoveryOperations = 60;

    /// <summary>The world in which a process has ended at an operation; null where there are not as many.</summary>
    public static World? Crash(Case run, int operation, CrashMoment moment, World world)
    {
        (world.Files.CrashAt, world.Files.CrashMoment) = (operation, moment);
        Process.Run(run, world);
        return world.Files.HasCrashed ? world : null;
    }

    /// <summary>Goes on after a crash, until everything has been computed.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Recover(Point point, World crashed, string clean)
    {
        var random = new Random(point.Seed);
        var world = crashed.AfterCrash(point.Kind, point.Seed);
        for (var again = 0; again < point.Again; again++)
        {
            if (Crash(point.Run, random.Next(1, MostRecoveryOperations), (CrashMoment)random.Next(2), world) is null)
            {
                break;
            }

            world = world.AfterCrash((CrashKind)random.Next(4), random.Next());
        }

        world.Files.CrashAt = 0;
        if (world.Memory.Contradictions.Count == 0)
        {
            // The number of partitions may be another one after a restart.
            var ending = Process.Run(point.Run, world, parallelism: 1 + random.Next(3));
            if (!ending.IsComplete)
            {
                return $"it does not recover: {ending}";
            }

            if (ending.Damaged.Count > 0)
            {
                return $"a crash has left a damaged file: {ending.Damaged[0]}";
            }
        }

        return Outcome.Difference(point.Run, world, clean);
    }
}
