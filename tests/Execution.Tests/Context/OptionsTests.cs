using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class OptionsTests
{
    private static readonly StreamOptions Valid = new() { BatchInterval = Second };

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void The_interval_is_more_than_zero(long ticks)
    {
        Assert.Throws<ArgumentOutOfRangeException>("BatchInterval", () => new StreamContext(new TimeSpan(ticks)));
        Assert.Throws<ArgumentOutOfRangeException>("BatchInterval", () => new StreamContext(Valid with { BatchInterval = new TimeSpan(ticks) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public void Parallelism_is_1_to_128(int parallelism) =>
        Assert.Throws<ArgumentOutOfRangeException>("Parallelism", () => new StreamContext(Valid with { Parallelism = parallelism }));

    [Fact]
    public void Attempts_and_pending_batches_are_at_least_1()
    {
        Assert.Throws<ArgumentOutOfRangeException>("MaxTaskAttempts", () => new StreamContext(Valid with { MaxTaskAttempts = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaxPendingBatches", () => new StreamContext(Valid with { MaxPendingBatches = 0 }));
    }

    [Fact]
    public void Nothing_may_be_null()
    {
        Assert.Throws<ArgumentNullException>("options", () => new StreamContext(null!));
        Assert.Throws<ArgumentNullException>("TimeProvider", () => new StreamContext(Valid with { TimeProvider = null! }));
        Assert.Throws<ArgumentNullException>("LoggerFactory", () => new StreamContext(Valid with { LoggerFactory = null! }));
    }

    [Fact]
    public void The_smallest_and_largest_values_are_accepted()
    {
        _ = new StreamContext(Valid with { BatchInterval = new TimeSpan(1), Parallelism = 1, MaxTaskAttempts = 1, MaxPendingBatches = 1 });
        _ = new StreamContext(Valid with { BatchInterval = TimeSpan.FromDays(100), Parallelism = 128 });
    }

    [Fact]
    public void Sources_check_their_arguments()
    {
        var context = new StreamContext(Valid);
        Assert.Throws<ArgumentNullException>("source", () => context.FromObservable<int>(null!));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => context.FromObservable(new Subscribed<int>(), capacity: 0));
        Assert.Throws<ArgumentOutOfRangeException>("overflow", () => context.FromObservable(new Subscribed<int>(), overflow: (OverflowPolicy)9));
        Assert.Throws<ArgumentNullException>("source", () => context.FromAsyncEnumerable<int>(null!));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => context.FromAsyncEnumerable(AsyncEnumerable.Empty<int>(), capacity: 0));
        Assert.Throws<ArgumentNullException>("reader", () => context.FromChannel<int>(null!));
        Assert.Throws<ArgumentNullException>("batches", () => context.FromQueue<int>(null!));
        Assert.Throws<ArgumentNullException>("finite", () => context.FromEnumerable<int>(null!));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => context.FromEnumerable([1], batchSize: 0));
        Assert.Throws<ArgumentException>("path", () => context.FromCsv<int>(""));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => context.FromCsv<int>("x.csv", batchSize: 0));
        Assert.Throws<ArgumentNullException>("rows", () => context.Replay<DateTimeOffset>(null!, row => row));
        Assert.Throws<ArgumentNullException>("at", () => context.Replay<DateTimeOffset>([], null!));
        Assert.ThrowsAny<ArgumentException>(() => context.FromEnumerable([1], name: " "));
    }
}
