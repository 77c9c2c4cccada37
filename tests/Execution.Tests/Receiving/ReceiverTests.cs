using Execution.Tests.Context;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Receiving;

public sealed class ReceiverTests : IDisposable
{
    private readonly FakeTimeProvider _clock = Clock();
    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Elements_that_are_added_go_to_the_next_batch_and_a_receiver_that_returns_ends_the_source()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        var added = Signal();
        var end = Signal();
        var received = new Received<int>(context.FromReceiver(new Loop(async (receiver, _) =>
        {
            for (var i = 0; i < 5; i++)
            {
                await receiver.AddAsync(i);
            }

            added.SetResult();
            await end.Task;
        })));
        context.Start();
        await added.Task.InTime();
        _clock.Advance(Second);
        Assert.Equal([0, 1, 2, 3, 4], received.Next());
        end.SetResult();
        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Ended);
        _clock.Advance(Second);
        await context.Completion.InTime();
    }

    [Fact]
    public async Task Stored_elements_are_acknowledged_when_they_are_durable_and_come_in_one_batch_each_over_restarts()
    {
        var (acknowledged, sums) = (0, new List<int>());
        for (var run = 0; run < 3; run++)
        {
            await using var context = Durable();
            var stored = Signal();
            context.FromReceiver(new Loop(async (receiver, cancellation) =>
            {
                for (var block = 0; block < 3; block++)
                {
                    await receiver.StoreAsync([acknowledged, acknowledged + 1], CancellationToken.None);
                    acknowledged += 2;
                }

                stored.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            }), "numbers").ForEachBatch(batch => sums.AddRange(batch));
            context.Start();
            await stored.Task.InTime();

            // The last run takes what the others have acknowledged and never given to a batch.
            if (run == 2)
            {
                _clock.Advance(Second);
                await Until(() => sums.Count == acknowledged);
            }
        }

        Assert.Equal(Enumerable.Range(0, 18), sums);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_started_again_after_longer_and_longer_and_its_state_is_told()
    {
        var listener = new States();
        await using var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromDays(1), TimeProvider = _clock, Listeners = [listener] });
        var starts = 0;
        context.FromReceiver(new Loop((_, cancellation) => ++starts <= 3 ? throw new InvalidOperationException($"no {starts}") : Task.Delay(Timeout.Infinite, cancellation)), "flaky")
            .ForEachBatch(_ => { });
        context.Start();
        foreach (var (seconds, count) in new[] { (2, 1), (4, 2), (8, 3) })
        {
            await Until(() => context.Sources[0].Receiver is { State: ReceiverState.Restarting } status && status.Restarts == count);
            _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Equal(count, starts);
            _clock.Advance(Second);
        }

        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Active);
        Assert.Equal(new ReceiverStatus(ReceiverState.Active, 3, "no 3"), context.Sources[0].Receiver);
        await context.StopAsync().InTime();
        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Stopped);
        Assert.Equal(
            ["Active", "Restarting", "Active", "Restarting", "Active", "Restarting", "Active"], listener.Seen.Take(7));
    }

    [Fact]
    public async Task A_receiver_that_may_not_be_started_again_fails_the_source_after_what_it_gave()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        var received = new Received<int>(context.FromReceiver(
            new Loop(async (receiver, _) =>
            {
                await receiver.AddAsync(7);
                throw new InvalidOperationException("gone");
            }),
            "flaky",
            new ReceiverOptions { MaxRestarts = 0 }));
        context.Start();
        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Failed);
        _clock.Advance(Second);
        Assert.Equal([7], received.Next());
        _clock.Advance(Second);
        Assert.Contains("gone", (await context.FailsWith("LS3003")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_waits_for_room_or_drops_and_counts()
    {
        foreach (var policy in new[] { OverflowPolicy.Block, OverflowPolicy.DropNewest })
        {
            await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
            var given = 0;
            var received = new Received<int>(context.FromReceiver(
                new Loop(async (receiver, cancellation) =>
                {
                    for (; given < 10; given++)
                    {
                        await receiver.AddAsync(given, cancellation);
                    }

                    await Task.Delay(Timeout.Infinite, cancellation);
                }),
                options: new ReceiverOptions { Capacity = 4, Overflow = policy }));
            context.Start();
            await Until(() => given == (policy == OverflowPolicy.Block ? 4 : 10));
            _clock.Advance(Second);
            Assert.Equal([0, 1, 2, 3], received.Next());
            Assert.Equal(policy == OverflowPolicy.Block ? 0 : 6, context.Sources[0].Dropped);
        }
    }

    [Fact]
    public async Task Batches_and_what_waits_for_them_are_bounded_by_bytes_too()
    {
        await using var context = Durable(TimeSpan.FromSeconds(10));
        var given = 0;
        var received = new Received<int>(context.FromReceiver(
            new Loop(async (receiver, cancellation) =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await receiver.StoreAsync([i], cancellation);
                    given++;
                }

                await Task.Delay(Timeout.Infinite, cancellation);
            }),
            "numbers",
            new ReceiverOptions { CapacityBytes = 500, MaxBytesPerBatch = 200 },
            sizeOf: _ => 100));
        context.Start();
        await Until(() => Volatile.Read(ref given) == 5);
        foreach (var batch in (int[][])[[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]])
        {
            var (waits, all) = (context.Sources[0].Lag, Math.Min(10, batch[^1] + 6));
            Assert.True(waits <= 5);
            _clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(batch, received.Next());
            await Until(() => Volatile.Read(ref given) == all);
        }
    }

    [Fact]
    public async Task Blocks_are_cut_by_time_and_by_size()
    {
        await using var context = Durable(TimeSpan.FromSeconds(10));
        var added = Signal();
        var received = new Received<int>(context.FromReceiver(
            new Loop(async (receiver, cancellation) =>
            {
                await receiver.AddAsync(1, cancellation);
                await receiver.AddAsync(2, cancellation);
                await receiver.AddAsync(3, cancellation);
                added.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            }),
            "numbers",
            new ReceiverOptions { MaxBlockRows = 2 }));
        context.Start();
        await added.Task.InTime();
        await Until(() => Directory.GetFiles(Path.Combine(_directory, "checkpoint", "received", "numbers")).Sum(file => new FileInfo(file).Length) > 100);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        await context.StopAsync().InTime();
        Assert.Equal([1, 2, 3], received.Rest().SelectMany(batch => batch));
    }

    [Fact]
    public async Task An_element_type_without_bytes_is_refused_at_the_start()
    {
        await using var context = Durable();
        context.FromReceiver(new Anything()).ForEachBatch(_ => { });
        Assert.Equal("LS5004", Assert.Throws<StreamQueryException>(context.Start).Code);
    }

    [Fact]
    public async Task Malformed_input_under_the_policy_to_fail_ends_the_source_and_is_not_tried_again()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        context.FromReceiver(new Loop((receiver, _) =>
        {
            receiver.Malformed("line 3", "It is no number.", "x");
            return Task.CompletedTask;
        }), "numbers").ForEachBatch(_ => { });
        context.Start();
        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Failed);
        _clock.Advance(Second);
        var failure = await context.FailsWith("LS4006");
        Assert.Equal(["numbers", "line 3", "It is no number."], failure.Diagnostics[0].Parameters);
        Assert.Equal(0, context.Sources[0].Receiver!.Restarts);
    }

    private StreamContext Durable(TimeSpan? interval = null) => new(new StreamOptions
    {
        BatchInterval = interval ?? Second,
        TimeProvider = _clock,
        CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
    });

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Until(Func<bool> condition) => Task.Run(() => Assert.True(SpinWait.SpinUntil(condition, Patience))).InTime();

    private sealed class Loop(Func<ReceiverContext<int>, CancellationToken, Task> receive) : StreamReceiver<int>
    {
        public override Task ReceiveAsync(ReceiverContext<int> receiver, CancellationToken cancellationToken) => receive(receiver, cancellationToken);
    }

    private sealed class Anything : StreamReceiver<object>
    {
        public override Task ReceiveAsync(ReceiverContext<object> receiver, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class States : IStreamListener
    {
        public List<string> Seen { get; } = [];

        public void OnReceiverChanged(string source, ReceiverStatus status) => Seen.Add($"{status.State}");
    }
}
