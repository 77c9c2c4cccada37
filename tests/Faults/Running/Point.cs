using System.Globalization;
using Faults.Simulation;

namespace Faults.Running;

/// <summary>A crash, and what comes after it.</summary>
/// <param name="Run">What crashes.</param>
/// <param name="Operation">The operation at which it does.</param>
/// <param name="Moment">Before or after its effect.</param>
/// <param name="Kind">What the crash leaves.</param>
/// <param name="Seed">The seed of what the kind leaves open, and of everything that follows.</param>
/// <param name="Again">How many times the recovery crashes, at operations that follow from the seed.</param>
internal sealed record Point(Case Run, int Operation, CrashMoment Moment, CrashKind Kind, int Seed, int Again)
{
    public static Point Parse(string text)
    {
        var parts = text.Split(':');
        return new Point(
            Case.All.Single(run => run.Name == parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), Enum.Parse<CrashMoment>(parts[2]), Enum.Parse<CrashKind>(parts[3]),
            int.Parse(parts[4], CultureInfo.InvariantCulture), int.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}:{Operation}:{Moment}:{Kind}:{Seed}:{Again}");
}
