using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Receiving;

namespace Execution.Tests.Receiving;

public sealed class ReceivedBlockTrackerTests
{
    private readonly ReceivedBlockTracker<int> _tracker = new(null);

    [Fact]
    public void A_batch_has_all_blocks_that_wait()
    {
        _tracker.Add([Block(0, 2), Block(2, 1)]);
        Assert.Equal([0, 1, 2], Rows(_tracker.Allocate(1)));
        Assert.Empty(_tracker.Waiting);
        Assert.Empty(_tracker.Allocate(2));
    }

    [Fact]
    public void An_allocation_for_an_old_batch_does_nothing()
    {
        _tracker.Add([Block(0, 2)]);
        _tracker.Allocate(5);
        _tracker.Add([Block(2, 1)]);
        Assert.Equal([0, 1], Rows(_tracker.Allocate(5)));
        Assert.Empty(_tracker.Allocate(4));
        Assert.Equal([2], Rows(_tracker.Waiting));
    }

    [Fact]
    public void A_limit_takes_whole_blocks_and_one_at_least()
    {
        _tracker.Add([Block(0, 5), Block(5, 2), Block(7, 2)]);
        Assert.Equal(5, Rows(_tracker.Allocate(1, 3)).Count());
        Assert.Equal(4, Rows(_tracker.Allocate(2, 4)).Count());
    }

    [Fact]
    public void Bytes_are_a_limit_of_their_own()
    {
        _tracker.Add([Block(0, 1) with { Bytes = 90 }, Block(1, 1) with { Bytes = 10 }, Block(2, 1) with { Bytes = 1 }, Block(3, 1) with { Bytes = 500 }]);
        Assert.Equal(601, _tracker.WaitingBytes);
        Assert.Equal([0, 1], Rows(_tracker.Allocate(1, maxBytes: 100)));
        Assert.Equal([2], Rows(_tracker.Allocate(2, maxBytes: 100)));
        Assert.Equal([3], Rows(_tracker.Allocate(3, maxBytes: 100)));
        Assert.Equal(0, _tracker.WaitingBytes);
    }

    [Fact]
    public void A_restart_gives_batches_what_they_had_and_keeps_the_rest()
    {
        _tracker.Restore([Block(0, 2), Block(2, 3), Block(5, 1), Block(6, 4)], allocated: 2);
        Assert.Equal([2, 3, 4, 5], Rows(_tracker.AllocateAgain(1, until: 6)!));
        Assert.Equal([6, 7, 8, 9], Rows(_tracker.Allocate(2)));
    }

    [Fact]
    public void Elements_that_are_not_there_any_more_are_found_out()
    {
        _tracker.Restore([Block(0, 2)], allocated: 0);
        Assert.Null(_tracker.AllocateAgain(1, until: 3));
        Assert.Null(_tracker.AllocateAgain(1, until: 1));
        Assert.NotNull(_tracker.AllocateAgain(1, until: 2));
    }

    internal static ReceivedBlock<int> Block(int position, int count) => new(new Block<int>([.. Enumerable.Range(position, count)]), position);

    internal static IEnumerable<int> Rows(IEnumerable<ReceivedBlock<int>> blocks) => blocks.SelectMany(block => block.Rows.Span.ToArray());
}
