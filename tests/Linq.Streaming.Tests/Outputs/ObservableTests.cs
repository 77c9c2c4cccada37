namespace Linq.Streaming.Tests.Outputs;

public sealed class ObservableTests
{
    private readonly OutputFixture<int> _fixture = new();
    private readonly IObservable<int> _observable;

    public ObservableTests() => _observable = _fixture.Source.ToObservable();

    [Fact]
    public async Task Every_observer_gets_what_follows_its_subscription()
    {
        RecordingObserver<int> early = new(), late = new();
        _observable.Subscribe(early);
        await _fixture.Give(1, 2);
        _observable.Subscribe(late);
        await _fixture.Give(3);
        _fixture.End();

        Assert.Equal(["1", "2", "3", "end"], early.Events);
        Assert.Equal(["3", "end"], late.Events);
    }

    [Fact]
    public void A_failure_reaches_present_and_later_observers()
    {
        RecordingObserver<int> present = new(), later = new();
        _observable.Subscribe(present);

        _fixture.End(new FormatException("bad"));
        _observable.Subscribe(later).Dispose();

        Assert.Equal(["failed: bad"], present.Events);
        Assert.Equal(["failed: bad"], later.Events);
    }

    [Fact]
    public async Task An_observer_that_unsubscribes_gets_nothing_more_even_of_the_same_batch()
    {
        IDisposable? subscription = null;
        var observer = new RecordingObserver<int>(onNext: value =>
        {
            if (value == 2)
                subscription!.Dispose();
        });
        subscription = _observable.Subscribe(observer);

        await _fixture.Give(1, 2, 3);
        _fixture.End();

        Assert.Equal(["1", "2"], observer.Events);
    }

    [Fact]
    public async Task An_observer_that_throws_fails_the_batch_after_the_others_have_got_it()
    {
        RecordingObserver<int> throwing = new(throwAt: value => value == 1), other = new();
        _observable.Subscribe(throwing);
        _observable.Subscribe(other);

        var exception = await Assert.ThrowsAsync<FormatException>(() => _fixture.Give(1, 2));
        await _fixture.Give(3);

        Assert.Equal("at 1", exception.Message);
        Assert.Equal(["1", "2", "3"], other.Events);
        Assert.Equal(["1", "3"], throwing.Events);
    }

    [Fact]
    public async Task Several_observers_that_throw_are_reported_together()
    {
        _observable.Subscribe(new RecordingObserver<int>(throwAt: value => value == 1));
        _observable.Subscribe(new RecordingObserver<int>(throwAt: value => value == 2));

        var exception = await Assert.ThrowsAsync<AggregateException>(() => _fixture.Give(1, 2));

        Assert.Equal(["at 1", "at 2"], exception.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public async Task Subscribing_while_batches_arrive_loses_and_repeats_nothing()
    {
        RecordingObserver<int> steady = new();
        _observable.Subscribe(steady);
        var others = Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
                _observable.Subscribe(new RecordingObserver<int>()).Dispose();
        });

        for (var i = 0; i < 1000; i++)
            await _fixture.Give(i);
        await others;

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), steady.Events);
    }

    [Fact]
    public async Task Batches_can_be_observed_as_they_are()
    {
        var fixture = new OutputFixture<int>();
        var observable = fixture.Source.ToBatchObservable();
        List<Batch<int>> batches = [];
        observable.Subscribe(new RecordingObserver<Batch<int>>(onNext: batches.Add));

        await fixture.Give(1, 2);
        await fixture.Give();

        Assert.Equal([[1, 2], []], batches.Select(batch => batch.ToArray()));
        Assert.Equal([1, 2], batches.Select(batch => batch.Id));
    }
}
