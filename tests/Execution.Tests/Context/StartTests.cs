using System.Threading.Channels;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class StartTests
{
    private readonly StreamContext _context = Live(Clock());

    [Fact]
    public async Task A_context_without_an_output_is_refused_and_can_still_be_given_one()
    {
        var source = _context.FromEnumerable([1]);
        Assert.Equal("LS2001", Code(_context.Start));
        var received = new Received<int>(source);
        _context.Start();
        await _context.Completion.InTime();
        Assert.Equal([[1]], received.Rest());
    }

    [Fact]
    public async Task A_context_starts_once()
    {
        _context.FromEnumerable([1]).ForEachBatch(_ => { });
        _context.Start();
        var refused = Assert.Throws<StreamQueryException>(_context.Start);
        Assert.Equal(("LS2002", "started"), (refused.Code, refused.Parameters[0]));
        await _context.Completion.InTime();
        Assert.Equal("LS2002", Code(_context.Start));
    }

    [Fact]
    public async Task A_disposed_context_does_not_start()
    {
        _context.FromEnumerable([1]).ForEachBatch(_ => { });
        await _context.DisposeAsync().InTime();
        var refused = Assert.Throws<StreamQueryException>(_context.Start);
        Assert.Equal(("LS2002", "disposed"), (refused.Code, refused.Parameters[0]));
    }

    [Fact]
    public async Task Nothing_is_added_to_a_started_context()
    {
        var source = _context.FromChannel(Channel.CreateUnbounded<int>().Reader);
        source.ForEachBatch(_ => { });
        _context.Start();
        var refused = Assert.Throws<StreamQueryException>(() => source.Print());
        Assert.Equal("LS2003", refused.Code);
        Assert.Contains("Print", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<StreamQueryException>(() => _context.FromEnumerable([2]));
        Assert.Equal("LS2003", refused.Code);
        Assert.Contains("FromEnumerable", refused.Message, StringComparison.Ordinal);
        await _context.DisposeAsync().InTime();
        Assert.Equal("LS2003", Code(() => source.ToObservable()));
    }

    [Fact]
    public void Source_names_are_unique_and_given_ones_may_look_like_made_up_ones()
    {
        _context.FromEnumerable([1], "orders");
        var refused = Assert.Throws<StreamQueryException>(() => _context.FromEnumerable([2], "orders"));
        Assert.Equal(("LS2005", "source", "orders"), (refused.Code, refused.Parameters[0], refused.Parameters[1]));
        _context.FromEnumerable([3], "payments");
    }

    [Fact]
    public void A_source_of_another_context_is_refused()
    {
        var other = Live(Clock()).FromEnumerable([1], "foreign");
        _context.FromEnumerable([1], "own").Concat(other).ForEachBatch(_ => { });
        var refused = Assert.Throws<StreamQueryException>(_context.Start);
        Assert.Equal(("LS2004", "foreign"), (refused.Code, refused.Parameters[0]));
    }

    [Fact]
    public void A_captured_value_that_throws_is_named_at_the_start()
    {
        var holder = new Holder();
        _context.FromEnumerable([1]).Where(x => x > holder.Threshold).ForEachBatch(_ => { });
        var refused = Assert.Throws<StreamQueryException>(_context.Start);
        Assert.Equal("LS2006", refused.Code);
        Assert.Contains("Threshold", (string)refused.Parameters[0]!, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: not yet", (string)refused.Parameters[1]!, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(refused.InnerException);
    }

    [Fact]
    public async Task A_source_that_cannot_start_fails_the_start_and_all_who_wait()
    {
        var started = new Subscribed<int>();
        var first = _context.FromObservable(started);
        var rows = _context.FromCsv<Row>("no such file.csv");
        var sequence = first.Concat(rows.Select(row => row.Number)).ToAsyncEnumerable();
        var completion = _context.Completion;
        var failure = Assert.Throws<StreamQueryException>(_context.Start);
        Assert.Equal("LS4003", failure.Code);
        Assert.True(started.IsDisposed);
        Assert.Same(failure, await Assert.ThrowsAsync<StreamQueryException>(() => completion.InTime()));
        await using var reader = sequence.GetAsyncEnumerator();
        Assert.Same(failure, await Assert.ThrowsAsync<StreamQueryException>(() => reader.MoveNextAsync().AsTask().InTime()));
        Assert.Equal("LS2002", Code(_context.Start));
        await _context.StopAsync().InTime();
        await _context.DisposeAsync().InTime();
    }

    private static string Code(Action action) => Assert.Throws<StreamQueryException>(action).Code;

    private sealed record Row(int Number);

    private sealed class Holder
    {
        public int Threshold => throw new InvalidOperationException("not yet");
    }
}
