using System.Globalization;

namespace Faults.Kills;

/// <summary>Brings a workload to its end through a number of kills, and compares what it has written.</summary>
internal static class KilledRun
{
    public static Verdict Run(Workload workload, Expected expected, string? server, int kills, int seed)
    {
        var random = new Random(seed);
        var place = Place.Create("kill", server);
        var (struck, reached) = (0, 0L);
        while (true)
        {
            var life = ChildProcess.Run(workload, place, struck < kills ? Kill.Next(random, reached, kills - struck) : null);
            reached = Math.Max(reached, life.Reached);
            if (life.IsKilled)
            {
                struck++;
                continue;
            }

            var difference = life.IsComplete
                ? expected.Compare(place)
                : new Difference(1, 0, string.Create(CultureInfo.InvariantCulture, $"after {struck} kills a process ends with code {life.ExitCode}: {life.Errors}"));
            if (difference is null)
            {
                place.Delete();
            }

            return new Verdict(struck, difference, place.Directory);
        }
    }
}

/// <summary>What became of a run.</summary>
/// <param name="Kills">How many there were: a process may end before it is killed.</param>
/// <param name="Difference">What is wrong; null if nothing is.</param>
/// <param name="Directory">Kept where something is wrong.</param>
internal sealed record Verdict(int Kills, Difference? Difference, string Directory);
