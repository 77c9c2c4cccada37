namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>How the rows of a batch are shared by partitions: by lag, as Spark's direct stream does it (<c>DirectKafkaInputDStream.maxMessagesPerPartition</c>).</summary>
internal static class LagShare
{
    /// <summary>How many rows the batch takes of each partition: <c>lag / sum of lags * maxRows</c>, no more than <paramref name="mostEach"/>, no less than <paramref name="leastEach"/>.</summary>
    /// <remarks>Where there is no lag, none has a share but the least.</remarks>
    public static long[] Rows(ReadOnlySpan<long> lags, long maxRows, long mostEach, long leastEach)
    {
        var total = 0.0;
        foreach (var lag in lags)
        {
            total += lag;
        }

        var rows = new long[lags.Length];
        for (var i = 0; i < lags.Length; i++)
        {
            var share = total == 0 ? 0 : Math.Round(lags[i] / total * maxRows);
            rows[i] = Math.Max(leastEach, Math.Min(share >= long.MaxValue ? long.MaxValue : (long)share, mostEach));
        }

        return rows;
    }
}
