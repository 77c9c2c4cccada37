using Execution.Tests.Inputs;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

public sealed class JobSchedulerTests
{
    private readonly List<long> _run = [];
    private readonly List<Exception> _failures = [];
    private readonly ManualResetEventSlim _gate = new(initialState: true);

    [Fact]
    public void Batches_run_in_order_on_a_thread_of_their_own()
    {
        _gate.Reset();
        var scheduler = Scheduler(16);
        Submit(scheduler, 1, 2, 3);
        Assert.Empty(_run);
        _gate.Set();
        scheduler.Drain();
        Assert.Equal([1, 2, 3], _run);
    }

    [Fact]
    public void Without_a_queue_they_run_on_the_thread_that_submits()
    {
        var thread = 0;
        var scheduler = new JobScheduler(Whole(_ => thread = Environment.CurrentManagedThreadId), _failures.Add, 0);
        Submit(scheduler, 1);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void Submitting_waits_for_room()
    {
        _gate.Reset();
        var scheduler = Scheduler(1);
        var submitting = InputTesting.Run(() => Submit(scheduler, 1, 2, 3));
        InputTesting.WaitUntilBlocked(submitting);
        _gate.Set();
        Assert.True(submitting.Join(Patience));
        scheduler.Drain();
        Assert.Equal([1, 2, 3], _run);
    }

    /// <summary>As a batch does that reads a virtual clock: the timers that are due are called on whoever reads it.</summary>
    [Fact]
    public void A_batch_that_makes_batches_does_not_wait_for_room_that_only_it_would_make()
    {
        JobScheduler? scheduler = null;
        scheduler = new JobScheduler(
            Whole(jobs =>
            {
                _run.Add(jobs.Batch.Id);
                if (jobs.Batch.Id == 1)
                {
                    Submit(scheduler!, 2, 3, 4);
                    _gate.Set();
                }
            }),
            _failures.Add,
            1);
        _gate.Reset();
        Submit(scheduler, 1);
        Assert.True(_gate.Wait(Patience));
        scheduler.Drain();
        Assert.Equal([1, 2, 3, 4], _run);
    }

    [Fact]
    public void Aborting_drops_what_waits_and_releases_who_waits_for_room()
    {
        _gate.Reset();
        var scheduler = Scheduler(1);
        Submit(scheduler, 1);
        var submitting = InputTesting.Run(() => Submit(scheduler, 2, 3, 4));
        InputTesting.WaitUntilBlocked(submitting);
        scheduler.Abort();
        Assert.True(submitting.Join(Patience));
        _gate.Set();
        scheduler.Drain();
        Assert.True(_run is [] or [1], "A batch that waited has run.");
        Assert.Empty(_failures);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void No_batch_runs_after_a_failed_one(int pending)
    {
        _gate.Reset();
        var scheduler = new JobScheduler(
            Whole(jobs =>
            {
                Assert.True(pending == 0 || _gate.Wait(Patience));
                _run.Add(jobs.Batch.Id);
                throw new InvalidOperationException();
            }),
            _failures.Add,
            pending);
        Submit(scheduler, 1, 2, 3);
        _gate.Set();
        scheduler.Drain();
        Assert.Equal([1], _run);
        Assert.Single(_failures);
    }

    [Fact]
    public void The_next_batch_is_computed_while_the_outputs_of_the_last_are_served()
    {
        _gate.Reset();
        using var computed = new CountdownEvent(2);
        var scheduler = new JobScheduler(
            jobs =>
            {
                computed.Signal();
                return () =>
                {
                    Assert.True(_gate.Wait(Patience));
                    _run.Add(jobs.Batch.Id);
                };
            },
            _failures.Add,
            4,
            hasOutputThread: true);
        Submit(scheduler, 1, 2);
        Assert.True(computed.Wait(Patience));
        Assert.Empty(_run);
        _gate.Set();
        scheduler.Drain();
        Assert.Equal([1, 2], _run);
    }

    [Fact]
    public void No_outputs_are_served_after_those_that_failed()
    {
        var scheduler = new JobScheduler(
            jobs => () =>
            {
                _run.Add(jobs.Batch.Id);
                throw new InvalidOperationException();
            },
            _failures.Add,
            4,
            hasOutputThread: true);
        Submit(scheduler, 1, 2, 3);
        scheduler.Drain();
        Assert.Equal([1], _run);
        Assert.Single(_failures);
    }

    private JobScheduler Scheduler(int pending) => new(
        Whole(jobs =>
        {
            Assert.True(_gate.Wait(Patience));
            _run.Add(jobs.Batch.Id);
        }),
        _failures.Add,
        pending);

    private static Func<JobSet, Action> Whole(Action<JobSet> run) => jobs =>
    {
        run(jobs);
        return static () => { };
    };

    private static void Submit(JobScheduler scheduler, params ReadOnlySpan<long> ids)
    {
        foreach (var id in ids)
        {
            var nothing = new AllocatedBlocks(InputTesting.At(id), new Dictionary<int, InputBlocks>());
            scheduler.Submit(new JobSet(new BatchContext(id, InputTesting.At(id).UtcTicks, InputTesting.Zero.UtcTicks, nothing, IsFlush: false), [], [], []));
        }
    }
}
