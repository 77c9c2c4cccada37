using System.Reactive.Linq;
using System.Reactive.Subjects;
using Linq.Streaming;
using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class ObservableInputTests
{
    private readonly Subject<int> _subject = new();
    private int _pushed;

    [Fact]
    public void A_batch_takes_what_has_arrived_since_the_last()
    {
        var input = Started(_subject, capacity: 10);
        _subject.OnNext(1);
        _subject.OnNext(2);
        Assert.Equal([1, 2], input.Take<int>());
        Assert.Empty(input.Take<int>());
        _subject.OnNext(3);
        Assert.Equal([3], input.Take<int>());
        Assert.False(input.IsBounded);
    }

    [Fact]
    public void Blocks_taken_do_not_change_when_more_arrives()
    {
        var input = Started(_subject, capacity: 10_000);
        _subject.OnNext(1);
        var taken = (InputBlocks<int>)input.Allocate(default);
        for (var i = 0; i < 5_000; i++)
            _subject.OnNext(i);
        Assert.Equal([1], taken.Elements());
        Assert.Equal(Enumerable.Range(0, 5_000), input.Take<int>());
    }

    [Fact]
    public void It_is_completed_when_the_last_element_has_been_allocated()
    {
        var input = Started(_subject, capacity: 10);
        _subject.OnNext(1);
        _subject.OnCompleted();
        Assert.False(input.IsCompleted);
        Assert.Equal([1], input.Take<int>());
        Assert.True(input.IsCompleted);
    }

    [Fact]
    public void An_error_is_thrown_after_what_came_before_it()
    {
        var input = Started(_subject, capacity: 10);
        var error = new InvalidOperationException("broken");
        _subject.OnNext(1);
        _subject.OnError(error);
        Assert.Equal([1], input.Take<int>());
        AssertSourceFailed(input, error);
        AssertSourceFailed(input, error);
    }

    [Fact]
    public void A_subscribe_that_throws_fails_the_start()
    {
        var error = new InvalidOperationException("refused");
        var input = new ObservableInput<int>(Source<int>(), new FailingObservable(error), 10, OverflowPolicy.Block);
        var thrown = Assert.Throws<StreamQueryException>(() => input.Start(TimeProvider.System));
        Assert.Equal("LS3003", thrown.Code);
        Assert.Same(error, thrown.InnerException);
    }

    [Fact]
    public void Block_makes_the_producer_wait_until_a_batch_takes_elements()
    {
        var input = Started(_subject, capacity: 2);
        var producer = PushOnThread(5);
        WaitUntil(() => Volatile.Read(ref _pushed) == 2);
        WaitUntilBlocked(producer);
        Assert.Equal([1, 2], input.Take<int>());
        WaitUntil(() => Volatile.Read(ref _pushed) == 4);
        Assert.Equal([3, 4], input.Take<int>());
        producer.Join();
        Assert.Equal([5], input.Take<int>());
        Assert.Equal(0, input.DroppedCount);
    }

    [Fact]
    public void Stop_releases_a_waiting_producer_and_refuses_its_element_without_counting_it()
    {
        var input = Started(_subject, capacity: 1);
        var producer = PushOnThread(2);
        WaitUntil(() => Volatile.Read(ref _pushed) == 1);
        WaitUntilBlocked(producer);
        input.Stop();
        producer.Join();
        Assert.False(input.IsCompleted);
        Assert.Equal([1], input.Take<int>());
        Assert.True(input.IsCompleted);
        Assert.Equal(0, input.DroppedCount);
        Assert.False(_subject.HasObservers);
    }

    [Fact]
    public void DropNewest_keeps_the_first_and_counts_the_rest()
    {
        var input = Started(_subject, capacity: 3, OverflowPolicy.DropNewest);
        Push(1, 10);
        Assert.Equal(7, input.DroppedCount);
        Assert.Equal([1, 2, 3], input.Take<int>());
        Push(11, 1);
        Assert.Equal([11], input.Take<int>());
        Assert.Equal(7, input.DroppedCount);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(64, 1_000)]
    [InlineData(100, 50_000)]
    [InlineData(40_000, 100_000)]
    public void DropOldest_keeps_the_last_and_counts_the_rest(int capacity, int pushed)
    {
        var input = Started(_subject, capacity, OverflowPolicy.DropOldest);
        for (var round = 1; round <= 3; round++)
        {
            Push(1, pushed);
            Assert.Equal(Enumerable.Range(pushed - capacity + 1, capacity), input.Take<int>());
            Assert.Equal(round * (pushed - capacity), input.DroppedCount);
        }
    }

    [Fact]
    public void Fail_throws_LS3004_after_what_had_been_received()
    {
        var input = Started(_subject, capacity: 2, OverflowPolicy.Fail);
        Push(1, 4);
        Assert.Equal([1, 2], input.Take<int>());
        var thrown = Assert.Throws<StreamQueryException>(() => input.Allocate(default));
        Assert.Equal("LS3004", thrown.Code);
        Assert.Equal(["input", 2], thrown.Parameters);
        Assert.Equal(0, input.DroppedCount);
    }

    [Fact]
    public void A_cold_observable_may_deliver_more_than_the_capacity_inside_subscribe()
    {
        var input = Started(Observable.Range(1, 100), capacity: 7);
        var all = new List<int>();
        WaitUntil(() =>
        {
            var batch = input.Take<int>();
            Assert.InRange(batch.Count, 0, 7);
            all.AddRange(batch);
            return input.IsCompleted;
        });
        Assert.Equal(Enumerable.Range(1, 100), all);
    }

    [Theory]
    [InlineData(OverflowPolicy.Block)]
    [InlineData(OverflowPolicy.DropOldest)]
    public void Stop_ends_an_observable_that_never_leaves_subscribe(OverflowPolicy overflow)
    {
        using var ended = new ManualResetEventSlim();
        var endless = new EndlessObservable(ended);
        var input = Started(endless, capacity: 3, overflow);
        input.Stop();
        Assert.True(ended.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(3, input.Take<int>().Count);
        Assert.True(input.IsCompleted);
    }

    [Fact]
    public void Several_producers_lose_nothing()
    {
        const int Each = 20_000;
        var input = Started(new Subject<int>(), capacity: 100);
        IObserver<int> observer = input;
        var producers = Enumerable.Range(0, 3).Select(p => Run(() =>
        {
            for (var i = 0; i < Each; i++)
                observer.OnNext((p * Each) + i);
        })).ToArray();
        var all = new List<int>();
        WaitUntil(() =>
        {
            all.AddRange(input.Take<int>());
            return all.Count == 3 * Each;
        });
        Assert.Equal(Enumerable.Range(0, 3 * Each), all.Order());
        Assert.All(producers, producer => producer.Join());
        Assert.Equal(all.Where(x => x < Each).Order(), all.Where(x => x < Each));
    }

    [Fact]
    public void Stop_before_start_is_allowed()
    {
        var input = new ObservableInput<int>(Source<int>(), _subject, 1, OverflowPolicy.Block);
        input.Stop();
        input.Stop();
        Assert.True(input.IsCompleted);
    }

    private static ObservableInput<T> Started<T>(IObservable<T> observable, int capacity, OverflowPolicy overflow = OverflowPolicy.Block)
    {
        var input = new ObservableInput<T>(Source<T>(), observable, capacity, overflow);
        input.Start(TimeProvider.System);
        return input;
    }

    private Thread PushOnThread(int count) => Run(() =>
    {
        for (var i = 1; i <= count; i++)
        {
            _subject.OnNext(i);
            Interlocked.Increment(ref _pushed);
        }
    });

    private void Push(int first, int count)
    {
        for (var i = 0; i < count; i++)
            _subject.OnNext(first + i);
    }

    private sealed class FailingObservable(Exception error) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer) => throw error;
    }

    private sealed class EndlessObservable(ManualResetEventSlim ended) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer)
        {
            try
            {
                while (true)
                    observer.OnNext(1);
            }
            finally
            {
                ended.Set();
            }
        }
    }
}
