using System.Collections.Concurrent;

namespace Faults.Commands;

/// <summary>What a command has found, from several threads: each finding with the arguments that show it again.</summary>
internal sealed class Findings(string command, int seed)
{
    private const int MostShown = 20;

    private readonly ConcurrentBag<(string Point, string What)> _all = [];

    public int Count => _all.Count;

    public void Add(string point, string what) => _all.Add((point, what));

    /// <summary>Writes the first findings, and the exit code that follows from them.</summary>
    public int Report(TextWriter writer)
    {
        foreach (var (point, what) in _all.OrderBy(finding => finding.Point, StringComparer.Ordinal).Take(MostShown))
        {
            writer.WriteLine($"{point}: {what}");
            writer.WriteLine($"    {command} --seed {seed} --replay {point}");
        }

        if (_all.Count > MostShown)
        {
            writer.WriteLine($"... and {_all.Count - MostShown} more");
        }

        return _all.IsEmpty ? 0 : 1;
    }
}
