using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A piece of work crashed at each of its operations, before and after its effect, with every kind of crash.</summary>
internal static class CrashSweep
{
    /// <summary>Does the work again and again, each time on an empty disk, until no operation is left to crash at.</summary>
    /// <param name="work">Does always the same; keeps what it knows to be durable in an object of its own.</param>
    /// <param name="seeds">How many disks are given for a kind of crash that leaves choices.</param>
    public static IEnumerable<CrashPoint<T>> Of<T>(Action<IDurableFileSystem, T> work, int seeds)
        where T : new()
    {
        for (var operation = 1; ; operation++)
        {
            foreach (var moment in Enum.GetValues<CrashMoment>())
            {
                var files = new SimulatedFileSystem { CrashAt = operation, CrashMoment = moment };
                var told = new T();
                Run(() => work(files, told));
                if (!files.HasCrashed)
                {
                    yield break;
                }

                foreach (var (kind, seed) in Kinds(seeds))
                {
                    yield return new CrashPoint<T>(operation, moment, kind, seed, told, files.AfterCrash(kind, seed));
                }
            }
        }
    }

    private static IEnumerable<(CrashKind Kind, int Seed)> Kinds(int seeds) => Enum.GetValues<CrashKind>()
        .SelectMany(kind => Enumerable.Range(0, kind is CrashKind.Torn or CrashKind.Reordered ? seeds : 1).Select(seed => (kind, seed)));

    private static void Run(Action work)
    {
        try
        {
            work();
        }
        catch (SimulatedCrashException)
        {
            // The end of the process, which is what was asked for.
        }
    }
}
