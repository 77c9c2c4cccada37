using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;

namespace Execution.Tests.Recovery;

/// <summary>Batches that were due while a query was not running.</summary>
public sealed class MissedBatchesTests
{
    private readonly RecoveryTesting _testing = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddSeconds(100));
    private readonly List<int> _times = [];

    /// <summary>Spark's derived.downtime.pendingOlder: batches 7 to 9 had begun, and it is 11.5 s.</summary>
    [Fact]
    public async Task Those_that_had_begun_come_first_then_those_that_were_missed()
    {
        await Begin(last: 109, firstPending: 107);
        await GoOn(DowntimePolicy.RunMissed, at: 111.5, until: 113);
        Assert.Equal([107, 108, 109, 110, 111, 112, 113], _times);
    }

    [Fact]
    public async Task Skipped_ones_are_not_made_and_times_stay_on_the_same_multiples()
    {
        await Begin(last: 103, firstPending: 103);
        await GoOn(DowntimePolicy.Skip, at: 111.5, until: 113);
        Assert.Equal([103, 112, 113], _times);
    }

    [Fact]
    public async Task Coalescing_makes_the_last_and_those_at_which_a_window_ends()
    {
        await Begin(last: 103, firstPending: 103);
        await GoOn(DowntimePolicy.Coalesce, at: 111.5, until: 113, windowSeconds: 4);

        // The zero time is 100.
        Assert.Equal([103, 104, 108, 111, 112, 113], _times);
    }

    private async Task Begin(int last, int firstPending)
    {
        using var gate = new ManualResetEventSlim();
        await using var context = Context(DowntimePolicy.RunMissed, time =>
        {
            Assert.True(gate.Wait(TimeSpan.FromSeconds(60)));
            Assert.True(time < firstPending, "The process ends here.");
        });
        context.Start();

        // All are made before any is run, so that they have begun.
        for (var time = 101; time <= last; time++)
        {
            context.Run.Generator.GenerateBatch(At(time).UtcTicks);
        }

        gate.Set();
        await Assert.ThrowsAsync<StreamQueryException>(() => context.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private async Task GoOn(DowntimePolicy policy, double at, int until, int? windowSeconds = null)
    {
        _clock.SetUtcNow(DateTimeOffset.UnixEpoch.AddSeconds(at));
        await using var context = Context(policy, _times.Add, windowSeconds);
        context.Start();
        _clock.Advance(TimeSpan.FromSeconds(until - at));
        await context.StopAsync(StopMode.AfterBatch).WaitAsync(TimeSpan.FromSeconds(60));
        await context.Completion;
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private StreamContext Context(DowntimePolicy policy, Action<int> onBatch, int? windowSeconds = null)
    {
        var context = new StreamContext(_testing.Options with { IsStepped = false, TimeProvider = _clock, Downtime = policy, ZeroTime = At(100), MaxPendingBatches = 100 });
        var source = context.FromChannel(System.Threading.Channels.Channel.CreateUnbounded<int>().Reader, "numbers");
        source.ForEachBatch(batch => onBatch((int)batch.Time.ToUnixTimeSeconds()));
        if (windowSeconds is { } window)
        {
            source.Window(TimeSpan.FromSeconds(window), TimeSpan.FromSeconds(window)).Count().ForEachBatch(_ => { });
        }

        return context;
    }
}
