namespace Linq.Streaming.Tests.Outputs;

public sealed class AsyncEnumerableTests
{
    // A test that waits is a test that fails; the limit only ends it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OutputFixture<int> _fixture = new();
    private readonly IAsyncEnumerable<int> _sequence;

    public AsyncEnumerableTests() => _sequence = _fixture.Source.ToAsyncEnumerable();

    [Fact]
    public async Task Gives_the_elements_in_order_and_ends()
    {
        await _fixture.Give(1, 2);
        await _fixture.Give();
        await _fixture.Give(3);
        _fixture.End();

        Assert.Equal([1, 2, 3], await _sequence.ToListAsync());
    }

    [Fact]
    public async Task A_consumer_that_waits_gets_what_arrives()
    {
        await using var consumer = _sequence.GetAsyncEnumerator();
        var moving = consumer.MoveNextAsync();
        Assert.False(moving.IsCompleted);

        await _fixture.Give(7);

        Assert.True(await moving.AsTask().WaitAsync(Patience));
        Assert.Equal(7, consumer.Current);
    }

    [Fact]
    public async Task A_failure_is_thrown_after_the_batches_before_it()
    {
        await _fixture.Give(1);
        _fixture.End(new FormatException("bad"));
        await using var consumer = _sequence.GetAsyncEnumerator();

        Assert.True(await consumer.MoveNextAsync());
        var exception = await Assert.ThrowsAsync<FormatException>(() => consumer.MoveNextAsync().AsTask());

        Assert.Equal("bad", exception.Message);
    }

    [Fact]
    public async Task A_slow_consumer_slows_the_query()
    {
        for (var i = 0; i < BatchSequence<int>.Capacity; i++)
            Assert.True(_fixture.Give(i).IsCompletedSuccessfully);
        var oneTooMany = _fixture.Give(99);
        Assert.False(oneTooMany.IsCompleted);

        await using var consumer = _sequence.GetAsyncEnumerator();
        Assert.True(await consumer.MoveNextAsync());

        await oneTooMany.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_query_that_waits_for_the_consumer_can_be_aborted()
    {
        using var abort = new CancellationTokenSource();
        for (var i = 0; i < BatchSequence<int>.Capacity; i++)
            await _fixture.Give(i);
        var waiting = _fixture.Give(abort.Token, 99);

        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_consumer_that_leaves_lets_the_query_go_on(bool afterReading)
    {
        for (var i = 0; i < BatchSequence<int>.Capacity; i++)
            await _fixture.Give(i);
        var consumer = _sequence.GetAsyncEnumerator();
        if (afterReading)
            Assert.True(await consumer.MoveNextAsync());
        if (afterReading)
            await _fixture.Give(98);
        var waiting = _fixture.Give(99);
        Assert.False(waiting.IsCompleted);

        await consumer.DisposeAsync();

        await waiting.WaitAsync(Patience);
        for (var i = 0; i < 2 * BatchSequence<int>.Capacity; i++)
            Assert.True(_fixture.Give(i).IsCompletedSuccessfully);
        _fixture.End();
    }

    [Fact]
    public async Task A_cancelled_enumeration_throws()
    {
        using var cancel = new CancellationTokenSource();
        await using var consumer = _sequence.GetAsyncEnumerator(cancel.Token);
        var moving = consumer.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving.WaitAsync(Patience));
    }

    [Fact]
    public void There_is_one_consumer()
    {
        _ = _sequence.GetAsyncEnumerator();

        Assert.Throws<InvalidOperationException>(() => _sequence.GetAsyncEnumerator());
    }
}
