using System.Globalization;
using Faults.Simulation;
using Faults.Worlds;

namespace Faults.Running;

/// <summary>An operation that fails, and what comes after it.</summary>
/// <param name="Run">What fails.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Kind">How it fails.</param>
/// <param name="Lasts">Whether all operations behind it fail too.</param>
/// <param name="After">Whether the machine keeps running until the next start, or crashes.</param>
internal sealed record Failure(Case Run, int Operation, FaultKind Kind, bool Lasts, CrashKind After)
{
    /// <summary>The ways in which an operation can fail; those of a write or a sync fire only where it is one.</summary>
    public static IEnumerable<Failure> Of(Case run, int operation, int seed)
    {
        var after = (operation + seed) % 2 == 0 ? CrashKind.Kept : CrashKind.Lost;
        yield return new Failure(run, operation, FaultKind.InputOutput, Lasts: false, after);
        yield return new Failure(run, operation, (operation + seed) % 3 == 0 ? FaultKind.NoSpace : FaultKind.ShortWrite, Lasts: false, after);
        yield return new Failure(run, operation, (operation + seed) % 3 == 0 ? FaultKind.Sync : FaultKind.ShortWrite, Lasts: true, after);
    }

    public static Failure Parse(string text)
    {
        var parts = text.Split(':');
        return new Failure(
            Case.All.Single(run => run.Name == parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), Enum.Parse<FaultKind>(parts[2]), bool.Parse(parts[3]),
            Enum.Parse<CrashKind>(parts[4]));
    }

    /// <summary>Runs with the failure, and again without.</summary>
    /// <returns>Whether it came to the failure, whether everything was computed all the same, and what is wrong.</returns>
    public (bool HasFired, bool IsComplete, string? What) Try(string clean)
    {
        var world = new World();
        (world.Files.FailAt, world.Files.FailFrom, world.Files.Fault) = (Lasts ? 0 : Operation, Lasts ? Operation : 0, Kind);
        var ending = Process.Run(Run, world);
        var hasFired = world.Files.Faults > 0;
        if (!ending.IsComplete && !ending.IsCoded)
        {
            return (hasFired, false, $"it ends without a code: {ending.Failure}");
        }

        if (ending.IsComplete && Outcome.Difference(Run, world, clean) is { } difference)
        {
            return (hasFired, true, $"it ends as if nothing had failed, and {difference}");
        }

        var healthy = world.AfterCrash(After, seed: Operation);
        var again = Process.Run(Run, healthy);
        return (hasFired, ending.IsComplete, again.IsComplete ? Outcome.Difference(Run, healthy, clean) : $"it told of {ending}, and does not start again: {again}");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}:{Operation}:{Kind}:{Lasts}:{After}");
}
