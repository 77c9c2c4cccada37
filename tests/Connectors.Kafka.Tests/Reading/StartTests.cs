using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Where a query starts.</summary>
public sealed class StartTests : KafkaTest
{
    [Fact]
    public async Task Earliest_is_the_first_record_that_is_there()
    {
        using var topic = Numbers();
        Cluster.DeleteRecords("clicks", 0, 4);
        await using var run = await Open(Options);
        await run.TakeUntilAsync(6);
        Assert.Equal(["4", "5", "6", "7", "8", "9"], run.Rows);
        Assert.Equal(0, run.Source.LostCount);
    }

    [Fact]
    public async Task Latest_is_what_comes_after_the_start()
    {
        using var topic = Numbers();
        await using var run = await Open(Options with { Start = KafkaStart.Latest });
        Assert.Equal(At(("clicks-0", 10)), run.Position);
        topic.Write(0, "new");
        await run.TakeUntilAsync(1);
        Assert.Equal(["new"], run.Rows);
    }

    [Fact]
    public async Task Offsets_are_those_given_and_others_where_they_are_told_to()
    {
        using var topic = Numbers(partitions: 3);
        await using var run = await Open(Options with { Start = KafkaStart.Offsets(new Dictionary<string, long> { ["clicks-1"] = 0, ["clicks-0"] = 7 }, KafkaStart.Latest) });
        Assert.Equal(At(("clicks-0", 7), ("clicks-1", 0), ("clicks-2", 0)), run.Position);
        await run.TakeUntilAsync(3);
        Assert.Equal(["7", "8", "9"], run.Rows);
    }

    // The mock cluster looks no offsets up by time, and answers as a broker does that has no such record.
    [Fact]
    public async Task A_time_behind_the_last_record_is_its_end()
    {
        using var topic = Numbers();
        await using var run = await Open(Options with { Start = KafkaStart.At(DateTimeOffset.UnixEpoch.AddYears(100)) });
        Assert.Equal(At(("clicks-0", 10)), run.Position);
    }

    [Fact]
    public async Task A_query_that_goes_on_does_so_where_it_was_whatever_the_start_is()
    {
        using var topic = Numbers();
        await using var run = await Open(Options with { Start = KafkaStart.Latest }, At(("clicks-0", 8)));
        await run.TakeUntilAsync(2);
        Assert.Equal(["8", "9"], run.Rows);
    }

    [Fact]
    public async Task An_offset_behind_the_end_is_told()
    {
        using var topic = Numbers();
        var error = await Error(() => Open(Options with { Start = KafkaStart.Offsets(new Dictionary<string, long> { ["clicks-0"] = 11 }) }));
        Assert.Equal("LS5205", error.Code);
        Assert.Equal(["clicks", 0, 11L, "it ends at 10"], error.Parameters);
    }

    [Fact]
    public async Task An_offset_of_a_partition_that_is_not_there_is_told()
    {
        using var topic = Numbers();
        var error = await Error(() => Open(Options with { Start = KafkaStart.Offsets(new Dictionary<string, long> { ["clicks-1"] = 3 }), Timeout = Short }));
        Assert.Equal("LS5205", error.Code);
        Assert.Equal(["clicks", 1, 3L, "no broker has it"], error.Parameters);
    }

    [Theory]
    [InlineData("clicks", 0)]
    [InlineData("clicks-", 0)]
    [InlineData("-3", 0)]
    [InlineData("clicks-0", -1)]
    public void Offsets_of_no_partition_or_below_zero_are_refused(string name, long offset) =>
        Assert.Throws<ArgumentException>(() => KafkaStart.Offsets(new Dictionary<string, long> { [name] = offset }));

    private Topic Numbers(int partitions = 1)
    {
        var topic = new Topic(Cluster, partitions);
        topic.Write(0, Enumerable.Range(0, 10).Select(i => $"{i}"));
        return topic;
    }
}
