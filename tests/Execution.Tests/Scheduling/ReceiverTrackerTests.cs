using Execution.Tests.Inputs;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Scheduling;

public sealed class ReceiverTrackerTests
{
    [Fact]
    public void Every_source_contributes_to_a_batch()
    {
        var tracker = Tracker([[1, 2], [3]], [[4], null]);
        var first = tracker.AllocateBlocksToBatch(At(1));
        Assert.Equal(At(1), first.BatchTime);
        Assert.Equal(3, first.Count);
        Assert.Equal([1, 2], Elements(first, 0));
        Assert.Equal([4], Elements(first, 1));
        var second = tracker.AllocateBlocksToBatch(At(2));
        Assert.Equal(1, second.Count);
        Assert.Null(second[1]);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var tracker = Tracker([[1], [2], [3]]);
        var first = tracker.AllocateBlocksToBatch(At(1));
        var second = tracker.AllocateBlocksToBatch(At(2));
        Assert.Same(first, tracker.AllocateBlocksToBatch(At(1)));
        Assert.Same(second, tracker.AllocateBlocksToBatch(At(2)));
        var unknown = tracker.AllocateBlocksToBatch(At(1.5));
        Assert.Equal((At(1.5), 0L, null), (unknown.BatchTime, unknown.Count, unknown[0]));
        Assert.Equal([3], Elements(tracker.AllocateBlocksToBatch(At(3)), 0));
    }

    [Fact]
    public void Batches_before_a_time_are_forgotten()
    {
        var tracker = Tracker([[1], [2]]);
        tracker.AllocateBlocksToBatch(At(1));
        var second = tracker.AllocateBlocksToBatch(At(2));
        tracker.ForgetBefore(At(2));
        Assert.Equal(0, tracker.AllocateBlocksToBatch(At(1)).Count);
        Assert.Same(second, tracker.AllocateBlocksToBatch(At(2)));
    }

    [Fact]
    public void A_failing_source_loses_nothing_of_the_others()
    {
        var failing = new ScriptedInput(1) { FailAllocate = true };
        var tracker = new ReceiverTracker([failing, new TestInput<int>(Source<int>(id: 0), [[1]])]);
        Assert.Same(failing.Error, Assert.Throws<InvalidOperationException>(() => tracker.AllocateBlocksToBatch(At(1))));
        Assert.Equal([1], Elements(tracker.AllocateBlocksToBatch(At(1)), 0));
    }

    [Fact]
    public void A_failed_start_stops_what_had_started()
    {
        ScriptedInput[] inputs = [new(0), new(1) { FailStart = true }, new(2)];
        Assert.Throws<InvalidOperationException>(() => new ReceiverTracker(inputs).Start(TimeProvider.System));
        Assert.Equal(["start stop", "start stop", ""], inputs.Select(input => string.Join(' ', input.Calls)));
    }

    [Fact]
    public void Stop_reaches_every_input()
    {
        ScriptedInput[] inputs = [new(0) { FailStop = true }, new(1)];
        var tracker = new ReceiverTracker(inputs);
        tracker.Start(TimeProvider.System);
        Assert.Same(inputs[0].Error, Assert.Single(Assert.Throws<AggregateException>(tracker.Stop).InnerExceptions));
        Assert.Equal(["start", "stop"], inputs[1].Calls);
    }

    private static ReceiverTracker Tracker(params IReadOnlyList<int>?[][] sources)
    {
        var tracker = new ReceiverTracker([.. sources.Select((batches, id) => new TestInput<int>(Source<int>(id: id), batches))]);
        tracker.Start(TimeProvider.System);
        return tracker;
    }

    private static List<int> Elements(AllocatedBlocks batch, int sourceId) => Assert.IsType<InputBlocks<int>>(batch[sourceId]).Elements();

    private sealed class ScriptedInput(int id) : StreamInput(Source<int>(id: id))
    {
        public bool FailStart { get; init; }

        public bool FailAllocate { get; init; }

        public bool FailStop { get; init; }

        public InvalidOperationException Error { get; } = new("scripted");

        public List<string> Calls { get; } = [];

        public override bool IsCompleted => false;

        public override void Start(TimeProvider timeProvider) => Called("start", FailStart);

        public override InputBlocks? Allocate(DateTimeOffset batchTime)
        {
            Called("allocate", FailAllocate);
            return null;
        }

        public override void Stop() => Called("stop", FailStop);

        private void Called(string name, bool fail)
        {
            Calls.Add(name);
            if (fail)
                throw Error;
        }
    }
}
