using Linq.Streaming;
using Linq.Streaming.Execution.Expansion;

namespace Execution.Tests.Sessions;

public sealed class LateCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Late_rows_and_keys_with_open_sessions_are_counted_once_also_when_a_task_is_repeated(int partitions)
    {
        var isFirst = true;
        Func<int, int> failsAtFirst = count =>
        {
            (var fails, isFirst) = (isFirst, false);
            return fails ? throw new InvalidOperationException("It fails at first.") : count;
        };
        var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromSeconds(1), Parallelism = partitions, ExactPartitions = true, IsStepped = true });
        context.FromBatches<long>([[1, 100, 2], [50, 99, 30, 31], [200, 55]], "seconds")
            .WithEventTime(x => x, TimeUnit.Seconds, TimeSpan.Zero).SessionWindow(x => x % 2, TimeSpan.FromSeconds(5)).GroupBy(x => x % 2).Select(g => failsAtFirst(g.Count()))
            .ForEachBatch(_ => { });
        context.Start();
        var expander = context.Run.Graph.Expanders.OfType<SessionExpander>().Single();
        var counts = new List<(long Late, long Keys)>();
        for (var batch = 0; batch < 3; batch++)
        {
            context.Run.Step();
            counts.Add((expander.LateCount, expander.StateCount));
        }

        Assert.False(context.Completion.IsFaulted);
        Assert.Equal([(0, 2), (3, 2), (4, 2)], counts);
        Assert.False(isFirst);
        context.Run.Dispose();
    }
}
