using System.Text.Json;
using Linq.Streaming.Connectors.Kafka.Reading;

namespace Conformance.Tests.Spark;

/// <summary>How a batch is shared by the partitions of a topic.</summary>
public sealed class KafkaCaseTests
{
    [Theory]
    [SparkCases("derived.kafka.lagShare")]
    public void Rows_are_shared_by_lag(string id)
    {
        var item = SparkCase.Of(id);
        var seconds = item.Params.GetProperty("batch_ms").GetInt32() / 1_000.0;
        var (current, latest) = (Numbers(item.Params.GetProperty("current")), Numbers(item.Params.GetProperty("latest")));
        var most = Numbers(item.Params.GetProperty("max_rate_per_partition")).Values.Distinct().Single();
        long[] lags = [.. current.Select(partition => latest[partition.Key] - partition.Value)];

        var rows = LagShare.Rows(lags, (long)(item.Params.GetProperty("estimated_rate").GetInt32() * seconds), (long)(most * seconds), leastEach: 1);

        var until = current.Select((partition, i) => KeyValuePair.Create(partition.Key, Math.Min(partition.Value + rows[i], latest[partition.Key])));
        Assert.Equal(Numbers(item["expected"].GetProperty("until")), until);
    }

    [Fact]
    public void Where_nothing_waits_each_has_the_least() => Assert.Equal([2, 2], LagShare.Rows([0, 0], 100, 50, 2));

    [Fact]
    public void Shares_of_a_batch_without_an_end_are_all_that_there_is() => Assert.All(LagShare.Rows([5, 1_000_000], long.MaxValue, long.MaxValue, 1), rows => Assert.True(rows > 1_000_000));

    private static SortedDictionary<int, long> Numbers(JsonElement element) =>
        new(element.EnumerateObject().ToDictionary(property => int.Parse(property.Name, CultureInfo.InvariantCulture), property => property.Value.GetInt64()));
}
