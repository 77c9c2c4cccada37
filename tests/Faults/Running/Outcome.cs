using System.Globalization;
using Faults.Shapes;
using Faults.Worlds;

namespace Faults.Running;

/// <summary>What the readers of all outputs see.</summary>
internal static class Outcome
{
    /// <summary>All committed rows by output and batch, sorted within a batch, as one text.</summary>
    public static string Of(Case run, World world)
    {
        var outputs = run.Sink == SinkKind.Remote
            ? world.Database.Tables.Keys
            : world.Files.Paths.Where(path => path.StartsWith("/sink/", StringComparison.Ordinal)).Select(path => path.Split('/')[2]).Distinct();
        return string.Join('\n', outputs.Order(StringComparer.Ordinal).SelectMany(output => SimulatedShapeBuilder.Target(world, run.Sink, output).Committed()
            .OrderBy(batch => batch.Key).Select(batch => string.Create(CultureInfo.InvariantCulture, $"== {output} {batch.Key}\n{batch.Value}"))));
    }

    /// <summary>The outcome without faults.</summary>
    public static string Clean(Case run, out int operations)
    {
        var world = new World();
        var ending = Process.Run(run, world);
        operations = world.Files.Operations;
        return ending.IsComplete && world.Memory.Contradictions.Count == 0
            ? Of(run, world)
            : throw new InvalidOperationException($"{run} fails without any fault: {ending}. {string.Join("; ", world.Memory.Contradictions)}", ending.Failure);
    }

    /// <summary>What is wrong with a world in which everything has been computed; null if nothing is.</summary>
    public static string? Difference(Case run, World world, string clean)
    {
        if (world.Memory.Contradictions.Count > 0)
        {
            return world.Memory.Contradictions[0];
        }

        var (found, wanted) = (Of(run, world).Split('\n'), clean.Split('\n'));
        for (var i = 0; i < Math.Max(found.Length, wanted.Length); i++)
        {
            var (line, expected) = (found.ElementAtOrDefault(i), wanted.ElementAtOrDefault(i));
            if (line != expected)
            {
                var batch = Array.FindLast(found[..Math.Min(i + 1, found.Length)], text => text.StartsWith("==", StringComparison.Ordinal));
                return $"near '{batch}' there is '{line ?? "nothing"}' in place of '{expected ?? "nothing"}'";
            }
        }

        return null;
    }
}
