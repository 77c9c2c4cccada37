using Execution.Tests.Context;
using Linq.Streaming;
using Linq.Streaming.Execution.Inputs;
using Microsoft.Extensions.Time.Testing;

namespace Execution.Tests.Recovery;

/// <summary>Sources of the user's that are read again by position.</summary>
public sealed class ReplayableSourceTests
{
    private readonly RecoveryTesting _testing = new();
    private readonly Target<string> _target = new();

    [Fact]
    public void Ranges_are_read_again_and_the_rest_once()
    {
        var source = new Lines(("a", 3), ("b", 2));
        var failing = _testing.Start(context => Copy(context, source, (step, batch) => Assert.False(step == "prepare" && batch == 2)));
        RecoveryTesting.Step(failing, 1);
        Assert.ThrowsAny<StreamQueryException>(() => RecoveryTesting.Step(failing, 1));

        // A partition has come meanwhile, and rows in those that were there.
        var again = new Lines(("a", 4), ("b", 9), ("c", 2));
        _testing.Run(context => Copy(context, again), 7);
        Assert.Equal(["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "c0", "c1"], _target.Rows.Order(StringComparer.Ordinal));
        Assert.Equal(source.Reads[1], again.Reads[0]);
        Assert.Equal("a: 2, b: 0", again.OpenedFrom);
    }

    [Fact]
    public void A_source_learns_what_it_may_forget()
    {
        var source = new Lines(("a", 5));
        _testing.Run(context => Copy(context, source), 3);
        Assert.Equal(["a: 2", "a: 4", "a: 5"], source.Forgotten);
    }

    [Fact]
    public void A_source_is_told_what_it_may_forget_between_its_other_calls()
    {
        using var isAdvancing = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var calls = new List<string>();
        var source = new Lines(("a", 5))
        {
            OnAdvance = () =>
            {
                isAdvancing.Set();
                mayGoOn.Wait();
                calls.Add("advanced");
            },
            OnForget = () => calls.Add("forgotten"),
        };
        var input = Input(source);

        // Batches are made here, and committed there.
        var making = new Thread(() => input.Allocate(DateTimeOffset.UnixEpoch)) { IsBackground = true };
        making.Start();
        isAdvancing.Wait();
        input.Forget(StreamOffsets.None);
        mayGoOn.Set();
        making.Join();
        input.Forget(StreamOffsets.None);
        Assert.Equal(["advanced", "forgotten"], calls);
    }

    [Fact]
    public void A_partition_begins_where_the_source_says_and_the_batch_has_it()
    {
        var source = new Lines(("a", 1), ("b", 9)) { LateAt = 5 };
        var input = Input(source);
        input.Allocate(DateTimeOffset.UnixEpoch);
        Assert.Equal(["a 0 to 1", "b 5 to 6"], source.Reads);
        Assert.Equal(["a: 0, b: 5", "a: 1, b: 6"], [input.From.ToString(), input.Position.ToString()]);
    }

    // Of two batches that had begun it is the second that found the partition.
    [Fact]
    public void A_batch_that_is_read_again_has_partitions_begin_where_they_did()
    {
        var source = new Lines(("a", 1), ("b", 9)) { LateAt = 7 };
        var input = Input(source);
        input.Allocate(DateTimeOffset.UnixEpoch, Recorded(At(("a", 0)), At(("a", 1))));
        input.Allocate(DateTimeOffset.UnixEpoch, Recorded(At(("a", 1), ("b", 5)), At(("a", 1), ("b", 6))));
        Assert.Equal(["a 0 to 1", "b 5 to 6"], source.Reads);
        Assert.Equal(["a: 1, b: 5", "a: 1, b: 6"], [input.From.ToString(), input.Position.ToString()]);
    }

    [Fact]
    public async Task A_source_that_ends_ends_the_query()
    {
        await using var context = new StreamContext(_testing.Options with { IsStepped = false, BatchInterval = TimeSpan.FromMilliseconds(1), ZeroTime = null });
        Copy(context, new Lines(("a", 5)) { EndsAtEnd = true });
        await context.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(5, _target.Rows.Count());
    }

    [Fact]
    public void Positions_that_go_back_are_refused()
    {
        var source = new Lines(("a", 5)) { GoesBack = true };
        var context = _testing.Start(context => Copy(context, source));
        var failure = Assert.ThrowsAny<Exception>(() => RecoveryTesting.Step(context, 3));
        Assert.Contains("LS3003", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Else it would be recorded behind those that are left, with input that is theirs.</summary>
    [Fact]
    public async Task A_run_that_ends_among_batches_that_had_begun_makes_no_new_one()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var options = _testing.Options with { IsStepped = false, TimeProvider = clock };
        using (var gate = new ManualResetEventSlim())
        {
            await using var first = new StreamContext(options);
            Copy(first, new Lines(("a", 20)), (step, _) =>
            {
                if (step == "prepare")
                {
                    gate.Wait();
                    Assert.Fail("The process ends here.");
                }
            });
            first.Start();
            for (var second = 1; second <= 4; second++)
                first.Run.Generator.GenerateBatch(DateTimeOffset.UnixEpoch.AddSeconds(second).UtcTicks);
            gate.Set();
            await Assert.ThrowsAsync<StreamQueryException>(() => first.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        Task? aborted = null;
        await using (var again = new StreamContext(options))
        {
            Copy(again, new Lines(("a", 20)) { OnRead = () => aborted ??= again.StopAsync(StopMode.Abort) });
            again.Start();
            await clock.AdvanceUntil(TimeSpan.FromSeconds(1), () => aborted is not null);
            await aborted!.WaitAsync(TimeSpan.FromSeconds(60));
        }

        _testing.Run(context => Copy(context, new Lines(("a", 20))), 10);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"a{i}"), _target.Rows);
    }

    private static SourceInput<string> Input(Lines source)
    {
        var input = new SourceInput<string>(new StreamSourceExpression(0, "lines", "FromSource", typeof(string)), source, 2);
        input.Start(TimeProvider.System);
        return input;
    }

    private static RecordedInput Recorded(StreamOffsets from, StreamOffsets until) => new(from, until, HasRdd: true, HasEnded: false, Rows: null);

    private static StreamOffsets At(params (string Partition, long Position)[] positions) => new(positions.Select(at => KeyValuePair.Create(at.Partition, at.Position)));

    private void Copy(StreamContext context, Lines source, Action<string, long>? before = null) =>
        context.FromSource(source, "lines", maxPerBatch: 2).WriteTo(new RememberingSink<string>(_target) { Before = before ?? ((_, _) => { }) });

    /// <summary>Partitions of numbered lines.</summary>
    private sealed class Lines(params (string Partition, long Count)[] partitions) : IStreamSource<string>
    {
        public List<string> Reads { get; } = [];

        public List<string> Forgotten { get; } = [];

        public string? OpenedFrom { get; private set; }

        public bool EndsAtEnd { get; init; }

        public bool GoesBack { get; init; }

        /// <summary>Where partition b begins, which is found after the start; 0 if it is there from the start.</summary>
        public long LateAt { get; init; }

        public Action OnAdvance { get; init; } = () => { };

        public Action OnForget { get; init; } = () => { };

        public Action OnRead { get; init; } = () => { };

        public ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken)
        {
            OpenedFrom = from?.ToString();
            return ValueTask.FromResult(new StreamOffsets(partitions.Where(partition => LateAt == 0 || partition.Partition != "b").Select(partition => KeyValuePair.Create(
                partition.Partition, from is not null && from.TryGetValue(partition.Partition, out var position) ? position : 0L))));
        }

        public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
        {
            OnAdvance();
            if (GoesBack && from["a"] > 0)
            {
                return ValueTask.FromResult(new StreamAdvance(new StreamOffsets([KeyValuePair.Create("a", 1L)])));
            }

            var rest = maxRows;
            var until = new StreamOffsets(partitions.Select(partition =>
            {
                var position = from.TryGetValue(partition.Partition, out var known) ? known : LateAt;
                var taken = Math.Min(rest, partition.Count - position);
                rest -= taken;
                return KeyValuePair.Create(partition.Partition, position + taken);
            }).ToArray());
            return ValueTask.FromResult(new StreamAdvance(until, EndsAtEnd && partitions.All(partition => until[partition.Partition] == partition.Count))
            {
                Begins = LateAt == 0 ? null : At(("b", LateAt)),
            });
        }

        public ValueTask ReadAsync(string partition, long from, long until, ICollection<string> rows, CancellationToken cancellationToken)
        {
            OnRead();
            Reads.Add($"{partition} {from} to {until}");
            for (var i = from; i < until; i++)
            {
                rows.Add($"{partition}{i}");
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken)
        {
            OnForget();
            Forgotten.Add(offsets.ToString());
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
