using System.Threading.Channels;
using Execution.Tests.Context;
using Linq.Streaming;
using Linq.Streaming.Execution.Scheduling;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

/// <summary>Stages of a batch that need nothing of the batch before it run beside that one; the others wait for it.</summary>
public sealed class AheadTests
{
    // As many as make a batch worth another thread.
    private const int Rows = 5_000;

    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
    private readonly Probe _probe = new();

    [Fact]
    public async Task A_stage_before_a_shuffle_runs_beside_the_state_of_the_batch_before()
    {
        var clock = Clock();
        await using var context = Live(clock);
        var sums = new Received<KeyValuePair<int, long>>(context.FromChannel(_channel.Reader)
            .Select(x => KeyValuePair.Create(0, _probe.Map(x)))
            .UpdateStateByKey<int, int, long>((_, values, state) => Optional.Some((state.HasValue ? state.Value : 0) + _probe.Take(values))));
        await Both(clock, context);
        Assert.Equal(Rows, Assert.Single(sums.Next()).Value);
        Assert.Equal(3 * Rows, Assert.Single(sums.Next()).Value);
        Assert.Equal(["map 1", "map 2", "state 1", "state 2"], _probe.Events);
    }

    [Fact]
    public async Task An_output_of_rows_alone_is_computed_beside_the_state_of_the_batch_before_and_delivered_after_it()
    {
        var clock = Clock();
        await using var context = Live(clock);
        var source = context.FromChannel(_channel.Reader);
        var order = new List<string>();
        source.Select(x => KeyValuePair.Create(0, x))
            .UpdateStateByKey<int, int, long>((_, values, state) => Optional.Some((state.HasValue ? state.Value : 0) + _probe.Take(values)))
            .ForEachBatch(batch => order.Add($"state {batch.Id}"));
        source.Where(x => _probe.Map(x) > 0).ForEachBatch(batch => order.Add($"rows {batch.Id}"));
        await Both(clock, context);
        await context.StopAsync().InTime();
        Assert.Equal(["state 1", "rows 1", "state 2", "rows 2"], order);
        Assert.Equal("map 2", _probe.Events[0]);
    }

    [Fact]
    public async Task A_function_that_fails_ahead_of_its_turn_fails_its_own_batch_after_the_one_before()
    {
        var clock = Clock();
        await using var context = Live(clock);
        _probe.FailsOn = 2;
        var sums = new Received<KeyValuePair<int, long>>(context.FromChannel(_channel.Reader)
            .Select(x => KeyValuePair.Create(0, _probe.Map(x)))
            .UpdateStateByKey<int, int, long>((_, values, state) => Optional.Some((state.HasValue ? state.Value : 0) + _probe.Take(values))));
        await Both(clock, context);
        var failure = await context.FailsWith("LS3001");
        Assert.Equal(Rows, Assert.Single(sums.Next()).Value);
        Assert.Contains("Select", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["map 1", "map 2", "state 1"], _probe.Events);
    }

    [Fact]
    public void Threads_that_ask_for_it_at_once_start_one_thread_which_ends()
    {
        for (var round = 0; round < 300; round++)
        {
            var ahead = new AheadThread([], _ => { });
            using var barrier = new Barrier(2);
            var other = Inputs.InputTesting.Run(() =>
            {
                barrier.SignalAndWait();
                ahead.Look();
            });
            barrier.SignalAndWait();
            ahead.Look();
            var ending = Inputs.InputTesting.Run(() =>
            {
                other.Join();
                ahead.End();
            });
            Assert.True(ending.Join(Patience), $"round {round}");
        }
    }

    // The state of batch 1 waits until a row of batch 2 has been seen by a function.
    private async Task Both(Microsoft.Extensions.Time.Testing.FakeTimeProvider clock, StreamContext context)
    {
        Fill(1);
        context.Start();
        clock.Advance(Second);
        await _probe.InState.Task.InTime();
        Fill(2);
        clock.Advance(Second);
    }

    private void Fill(int value)
    {
        for (var i = 0; i < Rows; i++)
        {
            Assert.True(_channel.Writer.TryWrite(value));
        }
    }

    private sealed class Probe
    {
        private readonly HashSet<string> _seen = [];
        private readonly List<string> _events = [];
        private readonly ManualResetEventSlim _secondSeen = new();

        public TaskCompletionSource InState { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int FailsOn { get; set; }

        public IReadOnlyList<string> Events
        {
            get
            {
                lock (_events)
                    return [.. _events];
            }
        }

        public int Map(int value)
        {
            Note($"map {value}");
            if (value == 2)
            {
                _secondSeen.Set();
            }

            return value == FailsOn ? throw new InvalidOperationException("refused") : value;
        }

        public long Take(IReadOnlyList<int> values)
        {
            InState.TrySetResult();
            Assert.True(_secondSeen.Wait(Patience), "the second batch was not begun");
            Note($"state {values[0]}");
            return values.Sum(value => (long)value);
        }

        private void Note(string what)
        {
            lock (_events)
            {
                if (_seen.Add(what))
                {
                    _events.Add(what);
                }
            }
        }
    }
}
