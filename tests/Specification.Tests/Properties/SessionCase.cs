namespace Specification.Tests.Properties;

/// <summary>A random input of sessions, how it is cut into batches, and how it is run: after which batches it ends and goes on, with how many partitions.</summary>
public sealed record SessionCase(Event[]?[] Batches, int Gap, int Bound, (int AfterBatch, int Partitions)[] Parts, bool Optimize)
{
    private const int Longest = 40;
    private const int Keys = 40;

    /// <summary>Short times, so that rows of a key meet; bounds from none to all. Keys have nothing to do with each other, so each is a case by itself.</summary>
    public static Gen<SessionCase> All { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, Longest], Gen.Int[0, Keys - 1]).Array[100, 400],
        Gen.Int[0, 400].Array[0, 12],
        Gen.Int[1, 8],
        Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[0, 12]), (1, Gen.Const(Longest))),
        Gen.Select(Gen.Int[0, 12], Gen.Frequency((2, Gen.Const(1)), (3, Gen.Int[2, 5]))).Array[1, 3],
        Gen.Bool,
        (rows, cuts, gap, bound, parts, optimize) => new SessionCase(
            Cut([.. rows.Select((row, i) => new Event(row.Item1, row.Item2, i))], cuts), gap, bound, [.. parts.OrderBy(part => part.Item1)], optimize));

    /// <summary>Runs a query over the input, each part with its number of partitions.</summary>
    public IReadOnlyList<IReadOnlyList<T>> Run<T>(Func<IStreamQueryable<Event>, IStreamQueryable<T>> query, int attempts = 4)
    {
        var outputs = new List<IReadOnlyList<T>>();
        using var directory = new OwnDirectory();
        var done = 0;
        for (var part = 0; part < Parts.Length; part++)
        {
            var isLast = part == Parts.Length - 1;
            var end = isLast ? Batches.Length : Math.Clamp(Parts[part].AfterBatch, done, Batches.Length);
            var context = new StreamContext(new StreamOptions
            {
                BatchInterval = TimeSpan.FromSeconds(1),
                Parallelism = Parts[part].Partitions,
                ExactPartitions = true,
                IsStepped = true,
                ZeroTime = DateTimeOffset.UnixEpoch,
                Optimize = Optimize,
                MaxTaskAttempts = attempts,
                CheckpointDirectory = directory.Path,
                LeastSnapshot = part % 2 == 0 ? 1 : 1 << 20,
            });
            query(context.FromBatches(Batches, "events")).ForEachBatch(batch => outputs.Add(batch));
            context.Start();
            for (; done < end; done++)
            {
                context.Run.Step();
            }

            if (isLast)
            {
                context.Run.CloseWindows();
            }

            context.Run.Dispose();
            if (context.Completion.IsFaulted)
            {
                context.Completion.GetAwaiter().GetResult();
            }
        }

        return outputs;
    }

    public override string ToString() =>
        $"gap {Gap}, bound {Bound}, parts {string.Join(" ", Parts)}, optimize {Optimize}: {string.Join(" | ", Batches.Select(batch => batch is null ? "null" : string.Join(" ", batch.Select(row => $"{row.Key}@{row.Time}"))))}";

    // Equal cuts make empty batches, and some of those are null.
    private static Event[]?[] Cut(Event[] rows, int[] cuts)
    {
        int[] ends = [.. cuts.Select(cut => Math.Min(cut, rows.Length)).Order(), rows.Length];
        return [.. ends.Select((end, i) => rows[(i == 0 ? 0 : ends[i - 1])..end]).Select((batch, i) => batch.Length == 0 && i % 2 == 1 ? null : batch)];
    }
}
