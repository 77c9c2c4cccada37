using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Outputs;

/// <summary>The engine reuses its arrays; what it has handed out stays as it was.</summary>
public sealed class KeptBatchTests
{
    private const int Batches = 100;

    [Fact]
    public void Rows_of_a_source() => StayAsTheyWere(source => source);

    [Fact]
    public void Rows_that_were_computed() => StayAsTheyWere(source => source.Where(x => x % 3 > 0).Select(x => x * 2));

    [Fact]
    public void Counts() => StayAsTheyWere(source => source.CountBy(x => x % 7));

    [Fact]
    public void Sorted_rows() => StayAsTheyWere(source => source.OrderByDescending(x => x % 7).ThenBy(x => x).Take(5));

    [Fact]
    public void Rows_of_windows() => StayAsTheyWere(source => source.Select(x => x + 1).Window(Second * 5));

    [Fact]
    public void Counts_of_windows() => StayAsTheyWere(source => source.Window(Second * 5).CountBy(x => x % 7));

    [Fact]
    public void Everything_so_far() => StayAsTheyWere(source => source.Accumulate().CountBy(x => x % 7).Emit(Emission.Complete));

    [Fact]
    public void Results_of_event_time_windows() =>
        StayAsTheyWere(source => source.WithEventTime(x => x, TimeUnit.Seconds, Second * 50).Window(Second * 100).CountBy(x => x % 7));

    [Fact]
    public void Arrays_that_groups_gave() => ArraysStay(source => source.GroupBy(x => x % 7).Select(g => g.ToArray()));

    [Fact]
    public void Arrays_that_groups_of_windows_gave() => ArraysStay(source => source.Window(Second * 5).GroupBy(x => x % 7).Select(g => g.ToArray()));

    [Fact]
    public void Arrays_that_growing_groups_gave() =>
        ArraysStay(source => source.Accumulate().GroupBy(x => x % 7).Select(g => g.ToArray()).Emit(Emission.Complete));

    [Fact]
    public void Source_arrays_are_not_written_to()
    {
        int[] numbers = [.. Enumerable.Range(0, 50)];
        var context = Stepped(parallelism: 2);
        context.FromBatches<int>([numbers, numbers], "input").OrderByDescending(x => x).Select(x => x + 1).ForEachBatch(_ => { });
        context.Start();
        context.Run.Step();
        context.Run.Step();
        Assert.Equal(Enumerable.Range(0, 50), numbers);
        context.Run.Dispose();
    }

    private static void ArraysStay(Func<IStreamQueryable<int>, IStreamQueryable<int[]>> query)
    {
        foreach (var (kept, then) in Keep(query, array => string.Join(' ', array)))
        {
            Assert.Equal(then, kept.Select(array => string.Join(' ', array)));
        }
    }

    private static void StayAsTheyWere<T>(Func<IStreamQueryable<int>, IStreamQueryable<T>> query)
    {
        foreach (var (kept, then) in Keep(query, row => row))
        {
            Assert.Equal(then, kept);
        }
    }

    /// <summary>Every batch, kept, and what it looked like when it came.</summary>
    private static List<(Batch<T> Kept, List<TCopy> Then)> Keep<T, TCopy>(Func<IStreamQueryable<int>, IStreamQueryable<T>> query, Func<T, TCopy> copy)
    {
        var kept = new List<(Batch<T>, List<TCopy>)>();
        foreach (var parallelism in new[] { 1, 2 })
        {
            var context = Stepped(parallelism);
            var input = Enumerable.Range(0, Batches).Select(batch => Enumerable.Range(batch * 40, 40).ToArray()).ToArray();
            query(context.FromBatches(input, "input")).ForEachBatch(batch => kept.Add((batch, [.. batch.Select(copy)])));
            context.Start();
            for (var batch = 0; batch < Batches; batch++)
            {
                context.Run.Step();
            }

            Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
            context.Run.Dispose();
        }

        Assert.Contains(kept, batch => batch.Item1.Count > 0);
        return kept;
    }
}
