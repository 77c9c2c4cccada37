using Linq.Streaming;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Planning;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Scheduling;

/// <summary>The five steps of a batch, seen by what each of them asks: inputs, blocks, the submission and the checkpointer.</summary>
public sealed class BatchStepsTests
{
    private readonly List<string> _steps = [];

    [Fact]
    public void A_batch_takes_its_five_steps_in_order()
    {
        var generator = Generator(new RecordingInput(_steps));
        generator.GenerateBatch(At(1).UtcTicks);
        generator.GenerateBatch(At(2).UtcTicks);
        Assert.Equal(
            [
                "1 allocate 1", "2 expand", "3 input info", "4 submit 1 of input: 7", "5 checkpoint 1 Submitted",
                "1 allocate 2", "2 expand", "3 input info", "4 submit 2 of input: 7", "5 checkpoint 2 Submitted",
            ],
            _steps);
    }

    [Fact]
    public void A_failed_allocation_is_checkpointed()
    {
        var generator = Generator(new RecordingInput(_steps) { AllocateFails = true });
        Assert.Throws<InvalidOperationException>(() => generator.GenerateBatch(At(1).UtcTicks));
        Assert.Equal(["1 allocate 1", "5 checkpoint 1 Submitted"], _steps);
    }

    [Fact]
    public void A_failed_expansion_is_checkpointed()
    {
        var generator = Generator(new RecordingInput(_steps) { ExpandFails = true });
        Assert.Throws<InvalidOperationException>(() => generator.GenerateBatch(At(1).UtcTicks));
        Assert.Equal(["1 allocate 1", "2 expand", "5 checkpoint 1 Submitted"], _steps);
    }

    [Fact]
    public void What_other_sources_gave_is_submitted_before_a_failure_of_one_is_thrown()
    {
        var failing = new RecordingInput(_steps, id: 1) { AllocateFails = true, IsSourceFailure = true };
        var generator = Generator(new RecordingInput(_steps), failing);
        Assert.Equal("LS3003", Assert.Throws<StreamQueryException>(() => generator.GenerateBatch(At(1).UtcTicks)).Code);
        Assert.Equal(
            ["1 allocate 1", "1 allocate 1", "2 expand", "3 input info", "4 submit 1 of input: 7", "5 checkpoint 1 Submitted"], _steps);
    }

    [Fact]
    public void A_batch_is_checkpointed_again_when_its_outputs_have_been_delivered()
    {
        using var run = Run();
        run.Start();
        run.Step();
        run.Step();
        Assert.Equal(
            [
                "1 allocate 1", "2 expand", "3 input info", "deliver 7", "5 checkpoint 1 Completed", "5 checkpoint 1 Submitted",
                "1 allocate 2", "2 expand", "3 input info", "deliver 7", "5 checkpoint 2 Completed", "5 checkpoint 2 Submitted",
            ],
            _steps);
    }

    private JobGenerator Generator(params StreamInput[] inputs) =>
        new(new ReceiverTracker(inputs), Graph(inputs), Submit, new RecordingCheckpointer(_steps), Zero.UtcTicks, TimeSpan.FromSeconds(1)) { LastTicks = Zero.UtcTicks };

    private StreamRun Run()
    {
        var input = new RecordingInput(_steps);
        return new StreamRun(Graph(input), new RunSettings
        {
            BatchInterval = TimeSpan.FromSeconds(1),
            Inputs = [input],
            Parameters = [],
            Parallelism = 1,
            MaxTaskAttempts = 1,
            MaxPendingBatches = 0,
            RowsForThreads = 1,
            TimeProvider = TimeProvider.System,
            ZeroTicks = Zero.UtcTicks,
            OnRetry = (_, _, _, _, _) => { },
            Checkpointer = new RecordingCheckpointer(_steps),
        });
    }

    private GraphRuntime Graph(params StreamInput[] inputs)
    {
        var context = new StreamContext(TimeSpan.FromSeconds(1));
        var provider = context.FromEnumerable<int>([]).Provider;
        var query = inputs.Select(input => provider.CreateQuery<int>(input.Source)).Aggregate(StreamQueryable.Concat);
        var output = new BatchOutput<int>("Test", query.Expression, (batch, _) =>
        {
            _steps.Add($"deliver {batch.Count}");
            return ValueTask.CompletedTask;
        });
        var graph = new QueryPlanner(new PlannerOptions { BatchInterval = TimeSpan.FromSeconds(1) }).Plan([output]);
        return new GraphRuntime(graph, new ExpansionContext(1, 1, ExactPartitions: true, KeyCodecs.None));
    }

    private void Submit(JobSet jobs) =>
        _steps.Add($"4 submit {jobs.Batch.Id} of {string.Join(", ", jobs.Inputs.Select(input => $"{input.Name}: {input.Count}"))}");

    private sealed class RecordingCheckpointer(List<string> steps) : ICheckpointer
    {
        public void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment)
        {
            Assert.Equal(At(batchId), batchTime);
            steps.Add($"5 checkpoint {batchId} {moment}");
        }

        public void Allocated(BatchContext batch)
        {
        }

        public void Computed(BatchContext batch)
        {
        }

        public void AwaitInput(BatchContext batch)
        {
        }

        public void Commit(BatchContext batch, IEnumerable<string> sinks)
        {
        }

        public void Done(BatchContext batch)
        {
        }

        public void Skip(BatchContext batch)
        {
        }

        public void Ended()
        {
        }
    }

    private sealed class RecordingInput(List<string> steps, int id = 0) : StreamInput(Source<int>(id: id))
    {
        public bool AllocateFails { get; init; }

        public bool IsSourceFailure { get; init; }

        public bool ExpandFails { get; init; }

        public override bool IsCompleted => false;

        public override void Start(TimeProvider timeProvider)
        {
        }

        public override InputBlocks Allocate(DateTimeOffset batchTime)
        {
            steps.Add($"1 allocate {(batchTime - Zero).TotalSeconds}");
            var failure = new InvalidOperationException("allocate");
            return AllocateFails
                ? throw (IsSourceFailure ? SourceFailures.Wrap(Source, failure) : failure)
                : new RecordingBlocks(steps, ExpandFails);
        }

        public override void Stop()
        {
        }
    }

    private sealed class RecordingBlocks(List<string> steps, bool expandFails) : InputBlocks
    {
        private bool _isExpanded;

        // The tracker counts too, before there is anything to make an input info for.
        public override long Count
        {
            get
            {
                if (_isExpanded)
                {
                    steps.Add("3 input info");
                }

                return 7;
            }
        }

        public override BlockSet Partition(int partitions)
        {
            _isExpanded = true;
            steps.Add("2 expand");
            return expandFails ? throw new InvalidOperationException("expand") : new BlockSet<int>([[new Block<int>(new int[7])]]);
        }
    }
}
