using Confluent.Kafka;
using Linq.Streaming.Connectors.Kafka.Reading;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>For how long a partition may be without a leader. The mock cluster cannot be asked: it does not survive one that has none.</summary>
public sealed class LeaderWatchTests
{
    private static readonly TopicPartition Clicks = new("clicks", 0);
    private static readonly TopicPartition Orders = new("orders", 0);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_partition_without_a_leader_is_told_when_it_has_been_so_for_too_long()
    {
        var watch = new LeaderWatch(_clock, TimeSpan.FromSeconds(60));
        Assert.Null(watch.Follow(new FoundPartition(Clicks, HasLeader: false)));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(watch.Follow(new FoundPartition(Clicks, HasLeader: false)));
        Assert.Null(watch.Follow(new FoundPartition(Orders, HasLeader: false)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(61), watch.Follow(new FoundPartition(Clicks, HasLeader: false)));
        Assert.Null(watch.Follow(new FoundPartition(Orders, HasLeader: false)));
    }

    [Fact]
    public void One_that_gets_a_leader_in_time_begins_anew()
    {
        var watch = new LeaderWatch(_clock, TimeSpan.FromSeconds(60));
        watch.Follow(new FoundPartition(Clicks, HasLeader: false));
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(watch.Follow(new FoundPartition(Clicks, HasLeader: true)));
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(watch.Follow(new FoundPartition(Clicks, HasLeader: false)));
    }
}
