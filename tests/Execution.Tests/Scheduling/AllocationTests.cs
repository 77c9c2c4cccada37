using Execution.Tests.Compilation;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

/// <summary>Struct elements cost no memory each: what a batch allocates does not depend on how many it has.</summary>
[Collection(CompilesAlone.Name)]
public sealed class AllocationTests
{
    private const int Elements = 10_000;
    private const int Batches = 50;

    [Fact]
    public void Filter_group_and_count() =>
        AllocatesPerBatchOnly(source => source.Where(e => e.Value > 3).CountBy(e => e.Key).Select(pair => pair.Value));

    [Fact]
    public void A_batch_costs_no_more_than_four_kilobytes_whatever_it_holds()
    {
        var allocated = Allocated(source => source.Where(e => e.Value > 3).CountBy(e => e.Key % 5).Select(pair => pair.Value), parallelism: 1, Elements);
        Assert.True(allocated / Batches < 4096, $"{allocated / Batches} bytes a batch.");
    }

    [Fact]
    public void Filter_group_and_sums_by_the_group_operator() =>
        AllocatesPerBatchOnly(source => source.Where(e => e.Value > 3).GroupBy(e => e.Key).Select(g => g.Key + g.Sum(e => e.Value) + g.Count()));

    [Fact]
    public void Anonymous_types_on_the_way_are_never_made() =>
        AllocatesPerBatchOnly(source => from e in source let half = e.Value / 2 where half > 3 group half by e.Key into g select g.Sum());

    [Fact]
    public void Count_by_tumbling_window_of_batch_time() =>
        AllocatesPerBatchOnly(source => source.Window(Second).Where(e => e.Value > 3).CountBy(e => e.Key).Select(pair => pair.Value));

    [Fact]
    public void Count_by_sliding_window_of_batch_time() =>
        AllocatesPerBatchOnly(source => source.Window(Second * 4).Where(e => e.Value > 3).CountBy(e => e.Key).Select(pair => pair.Value));

    [Fact]
    public void Sum_by_window_of_event_time() =>
        AllocatesPerBatchOnly(source => source.WithEventTime(e => e.At, TimeUnit.Milliseconds, Second).Window(Second).GroupBy(e => e.Key).Select(g => g.Sum(e => e.Value)));

    [Fact]
    public void Sum_by_session() =>
        AllocatesPerBatchOnly(source => source.WithEventTime(e => e.At, TimeUnit.Milliseconds, Second).SessionWindow(e => e.Key, Second).GroupBy(e => e.Key).Select(g => g.Sum(e => e.Value)));

    [Fact]
    public void Late_elements_of_sessions() =>
        AllocatesPerBatchOnly(source => source.WithEventTime(e => e.At, TimeUnit.Milliseconds, Second).SessionWindow(e => e.Key, Second).Late());

    [Fact]
    public void Count_of_everything_so_far() =>
        AllocatesPerBatchOnly(source => source.Accumulate().CountBy(e => e.Key).Select(pair => pair.Value));

    [Fact]
    public void Rows_kept_by_a_window_and_summed() =>
        AllocatesPerBatchOnly(source => source.Select(e => e.Value * 2.5).Window(Second * 2).Sum());

    private static void AllocatesPerBatchOnly<T>(Func<IStreamQueryable<Element>, IStreamQueryable<T>> query)
    {
        foreach (var parallelism in new[] { 1, 2 })
        {
            var perElement = PerElement(query, parallelism);
            Assert.True(perElement < 0.2, $"{perElement:0.000} bytes an element with {parallelism} partitions.");
        }
    }

    private static double PerElement<T>(Func<IStreamQueryable<Element>, IStreamQueryable<T>> query, int parallelism)
    {
        // Small and large batches differ in their elements only: what each batch costs cancels out.
        return (Allocated(query, parallelism, Elements) - Allocated(query, parallelism, Elements / 10)) / (Elements * 0.9 * Batches);
    }

    private static double Allocated<T>(Func<IStreamQueryable<Element>, IStreamQueryable<T>> query, int parallelism, int elements)
    {
        var context = Stepped(parallelism);
        var input = Enumerable.Range(0, 2 * Batches).Select(batch => Enumerable.Range(0, elements)
            .Select(i => new Element(i % 50, i % 13, (batch * 1000L) + (i * 1000L / elements), i)).ToArray()).ToArray();
        query(context.FromBatches(input, "input")).ForEachBatch(_ => { });
        context.Start();
        Step(context);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Step(context);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
        context.Run.Dispose();
        return allocated;
    }

    private static void Step(StreamContext context)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            context.Run.Step();
        }
    }

    private readonly record struct Element(int Key, int Value, long At, double Weight);
}
