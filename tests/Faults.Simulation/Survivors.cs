namespace Faults.Simulation;

/// <summary>Which unsynced changes a crash of the machine leaves, and what of them.</summary>
internal static class Survivors
{
    public static IEnumerable<Change> Of(IReadOnlyList<Change> unsynced, CrashKind kind, Random random) => kind switch
    {
        CrashKind.Lost => [],
        CrashKind.Kept => unsynced,
        CrashKind.Torn => Torn(unsynced, random),
        CrashKind.Reordered => unsynced.Where(_ => random.Next(2) == 0),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IEnumerable<Change> Torn(IReadOnlyList<Change> unsynced, Random random)
    {
        var names = random.Next(unsynced.Count(change => change is NameChange) + 1);
        foreach (var change in unsynced)
        {
            if (change is not NameChange || names-- > 0)
            {
                yield return change is Written written ? written with { Bytes = Torn(written.Bytes, random) } : change;
            }
        }
    }

    private static byte[] Torn(byte[] bytes, Random random)
    {
        if (random.Next(4) == 0)
        {
            return WithHole(bytes, random);
        }

        var kept = bytes[..random.Next(bytes.Length + 1)];
        var rest = new byte[bytes.Length - kept.Length];
        switch (random.Next(3))
        {
            case 0:
                return kept;
            case 1:
                random.NextBytes(rest);
                break;
        }

        return [.. kept, .. rest];
    }

    // The device writes pages in any order, so that the end of a write may be there without its middle.
    private static byte[] WithHole(byte[] bytes, Random random)
    {
        var holed = bytes.ToArray();
        var start = random.Next(bytes.Length + 1);
        holed.AsSpan(start, random.Next(bytes.Length - start + 1)).Clear();
        return holed;
    }
}
