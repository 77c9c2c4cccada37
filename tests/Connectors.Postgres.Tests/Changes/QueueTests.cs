using Linq.Streaming.Connectors.Postgres.Changes;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>How far the log counts as received.</summary>
public sealed class QueueTests
{
    [Fact]
    public void What_was_received_counts_between_transactions_and_not_within_one()
    {
        var (queue, received) = (new ChangeQueue(10, start: 5), 0L);
        queue.Connect(() => received);
        Assert.Equal(5, Complete());

        received = 20;
        Assert.Equal(20, Complete());

        queue.Begin();
        received = 40;
        Assert.Equal(20, Complete());

        // The connection is lost in the middle of it, and the next one has not got so far.
        queue.Connect(null);
        received = 10;
        queue.Connect(() => received);
        Assert.Equal(20, Complete());

        queue.Begin();
        queue.Add(new ChangeTransaction(40, []));
        Assert.Equal(40, Complete());

        long Complete() => queue.Take(long.MaxValue, long.MaxValue).Complete;
    }
}
