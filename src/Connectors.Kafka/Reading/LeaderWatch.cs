using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>Notes since when partitions have had no leader.</summary>
internal sealed class LeaderWatch(TimeProvider time, TimeSpan timeout)
{
    private readonly Dictionary<TopicPartition, long> _leaderless = [];

    /// <summary>Takes over what has been looked up.</summary>
    /// <returns>For how long a partition has had no leader, if that is longer than it may be.</returns>
    public TimeSpan? Follow(FoundPartition found)
    {
        if (found.HasLeader)
        {
            _leaderless.Remove(found.Partition);
            return null;
        }

        _leaderless.TryAdd(found.Partition, time.GetTimestamp());
        var waited = time.GetElapsedTime(_leaderless[found.Partition]);
        return waited > timeout ? waited : null;
    }
}
