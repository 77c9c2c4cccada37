namespace Linq.Streaming.Execution.Blocks;

/// <summary>Rows that carry their window, by window instance: windows by end, then by start; rows of one in their order.</summary>
internal static class WindowRuns
{
    /// <summary>All rows in the order of their windows. Nothing is copied where they have it already.</summary>
    public static IReadOnlyList<Block<Timed<T>>> Ordered<T>(BlockSet<Timed<T>> rows)
    {
        Block<Timed<T>>[] blocks = [.. rows.All()];
        if (IsOrdered(blocks))
        {
            return blocks;
        }

        var all = rows.ToArray();
        var positions = new int[all.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = i;
        }

        Array.Sort(positions, (x, y) => Timed<T>.CompareWindows(all[x], all[y]) is var order && order != 0 ? order : x.CompareTo(y));
        return [new Block<Timed<T>>(Array.ConvertAll(positions, position => all[position]))];
    }

    /// <summary>The rows of each window instance.</summary>
    public static IEnumerable<IReadOnlyList<Block<Timed<T>>>> Of<T>(BlockSet<Timed<T>> rows)
    {
        var run = new List<Block<Timed<T>>>();
        foreach (var block in Ordered(rows))
        {
            var start = 0;
            for (var i = 0; i < block.Count; i++)
            {
                var isOfRun = i > start || run.Count > 0;
                if (isOfRun && Timed<T>.CompareWindows(i > start ? block.Span[start] : run[0].Span[0], block.Span[i]) != 0)
                {
                    yield return [.. run, block.Slice(start, i - start)];
                    run.Clear();
                    start = i;
                }
            }

            if (start < block.Count)
            {
                run.Add(block.Slice(start, block.Count - start));
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static bool IsOrdered<T>(Block<Timed<T>>[] blocks)
    {
        Timed<T>? last = null;
        foreach (var block in blocks)
        {
            foreach (ref readonly var row in block.Span)
            {
                if (last is { } before && Timed<T>.CompareWindows(before, row) > 0)
                {
                    return false;
                }

                last = row;
            }
        }

        return true;
    }
}
