using Linq.Streaming;
using Linq.Streaming.Execution.Compilation;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Compilation;

[Collection(CompilesAlone.Name)]
public sealed class CompilationTests
{
    private const int Batches = 100;

    [Fact]
    public void A_stateless_query_is_one_stage() =>
        Compiles(1, source => source.Where(x => x % 2 == 0).Select(x => x + 1).SelectMany(x => new[] { x, -x }));

    [Fact]
    public void A_grouped_query_is_one_stage_on_each_side_of_the_shuffle() =>
        Compiles(2, source => source.Where(x => x > 3).GroupBy(x => x % 7).Select(g => g.Key + g.Sum()));

    [Fact]
    public void A_second_grouping_adds_one_stage() =>
        Compiles(3, source => source.CountBy(x => x % 7).CountBy(pair => pair.Value).Select(pair => (int)pair.Key));

    [Fact]
    public void A_maintained_batch_time_window_is_two_stages() =>
        Compiles(2, source => source.Where(x => x > 3).Window(Second * 6, Second * 2).CountBy(x => x % 7).Select(pair => pair.Key));

    [Fact]
    public void A_batch_time_window_adds_the_stage_that_keeps_its_batches() =>
        Compiles(3, source => source.Where(x => x > 3).Window(Second * 6, Second * 2).GroupBy(x => x % 7).Select(g => g.ToArray().Length));

    [Fact]
    public void A_window_over_a_source_keeps_the_sources_blocks() =>
        Compiles(2, source => source.Window(Second * 6, Second * 2).GroupBy(x => x % 7).Select(g => g.ToArray().Length));

    [Fact]
    public void An_event_time_window_is_two_stages_and_one_that_scatters_rows_over_partitions() =>
        Compiles(2, source => source.WithEventTime(x => x, TimeUnit.Seconds, Second * 3).Window(Second * 10).GroupBy(x => x % 7).Select(g => g.Key + g.Count()), scatters: true);

    [Fact]
    public void Everything_so_far_is_two_stages() =>
        Compiles(2, source => source.Accumulate().CountBy(x => x % 7).Select(pair => (int)pair.Value));

    [Fact]
    public void A_join_is_one_stage_on_each_side_and_one_after() =>
        Compiles(3, source => source.Where(x => x > 2).Join(source.Select(x => x * 2), x => x % 7, y => y % 7, (x, y) => x + y), shares: false);

    [Fact]
    public void Several_outputs_share_the_stages_they_share()
    {
        var context = Stepped();
        var counts = context.FromBatches(Input(), "input").CountBy(x => x % 7);
        counts.ForEachBatch(_ => { });
        counts.Select(pair => pair.Value).ForEachBatch(_ => { });

        // The partial counts, the counts, and the projection of the second output.
        Run(context, 3);
    }

    [Fact]
    public void A_failure_compiles_its_stage_once_more_and_counts_it_apart()
    {
        var context = Stepped(attempts: 3);
        context.FromBatches<int>([[1], [0], [1]], "input").Select(x => 1 / x).ForEachBatch(_ => { });
        context.Start();
        context.Run.Step();
        var (stages, compilations) = Counters();
        context.Run.Step();
        Assert.True(context.Completion.IsFaulted);
        Assert.Equal((stages, compilations + 1), Counters());
    }

    private static void Compiles(int stages, Func<IStreamQueryable<int>, IStreamQueryable<int>> query, bool shares = true, bool scatters = false)
    {
        foreach (var parallelism in new[] { 1, 2 })
        {
            var context = Stepped(parallelism);
            query(context.FromBatches(Input(), "input")).ForEachBatch(_ => { });
            Run(context, shares ? stages + (scatters && parallelism > 1 ? 1 : 0) : null);
        }
    }

    private static void Run(StreamContext context, int? stages)
    {
        var before = Counters();
        context.Start();
        var started = Counters();
        Assert.Equal(context.Run.Graph.Stages.Count, started.Stages - before.Stages);
        Assert.Equal(stages ?? context.Run.Graph.Stages.Count, context.Run.Graph.Stages.Count);
        for (var batch = 1; batch <= Batches; batch++)
        {
            context.Run.Step();
        }

        context.Run.Flush();
        Assert.False(context.Completion.IsFaulted);
        Assert.Equal(started, Counters());
        context.Run.Dispose();
    }

    private static (long Stages, long Compilations) Counters() => (StageCompiler.CompiledStages, LambdaCompiler.Compilations);

    private static IReadOnlyList<int>[] Input() => [.. Enumerable.Range(0, Batches).Select(batch => Enumerable.Range(batch, 20).ToArray())];
}
