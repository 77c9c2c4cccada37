using Confluent.Kafka;
using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Ranges of offsets as batches.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Rows_come_once_and_in_the_order_of_their_partition()
    {
        using var topic = new Topic(_cluster, partitions: 3);
        for (var partition = 0; partition < 3; partition++)
            topic.Write(partition, Enumerable.Range(0, 500).Select(i => $"{partition}:{i}"));

        await using var run = await Open();
        await run.TakeUntilAsync(1_500);
        topic.Write(1, "1:500");
        await run.TakeUntilAsync(1_501);

        Assert.Equal(1_501, run.Rows.Distinct().Count());
        foreach (var rows in run.Rows.GroupBy(row => row[0]))
            Assert.Equal(Enumerable.Range(0, rows.Count()).Select(i => $"{rows.Key}:{i}"), rows);
        Assert.Equal("clicks-0: 500, clicks-1: 501, clicks-2: 500", run.Position.ToString());
        Assert.Equal(0, run.Last.Lag);
    }

    [Fact]
    public async Task A_range_is_read_again_the_same_in_this_process_and_in_another()
    {
        using var topic = new Topic(_cluster, partitions: 2);
        topic.Write(0, Enumerable.Range(0, 300).Select(i => $"a{i}"));
        topic.Write(1, Enumerable.Range(0, 200).Select(i => $"b{i}"));
        await using var run = await Open();
        await run.TakeUntilAsync(500, maxRows: 60);

        var (from, until, rows) = run.Batches[2];
        Assert.Equal(rows, await run.ReadAsync(from, until));
        Assert.Equal(rows, await run.ReadAsync(from, until));

        await using var again = await Open(from: from);
        Assert.Equal(rows, await again.ReadAsync(from, until));
        Assert.Equal(await run.ReadAsync(until, run.Position), await again.ReadAsync(until, run.Position));
    }

    [Fact]
    public async Task A_reader_that_has_read_ranges_again_goes_on_behind_them()
    {
        using var topic = new Topic(_cluster);
        topic.Write(0, Enumerable.Range(0, 1_000).Select(i => $"{i}"));
        await using var run = await Open();
        await run.TakeUntilAsync(1_000, maxRows: 100);

        // Back while the client has received what comes later.
        await run.ReadAsync(run.Batches[0].From, run.Batches[3].Until);
        topic.Write(0, "1000");
        await run.TakeUntilAsync(1_001);
        Assert.Equal(Enumerable.Range(0, 1_001).Select(i => $"{i}"), run.Rows);
    }

    [Fact]
    public async Task What_a_batch_may_have_is_shared_by_lag()
    {
        using var topic = new Topic(_cluster, partitions: 3);
        topic.Write(0, Enumerable.Range(0, 900).Select(i => $"a{i}"));
        topic.Write(1, Enumerable.Range(0, 100).Select(i => $"b{i}"));
        await using var run = await Open(options => options with { MaxRowsPerPartition = 60 });

        await run.TakeUntilAsync(1, maxRows: 100);
        Assert.Equal("clicks-0: 60, clicks-1: 10, clicks-2: 0", run.Position.ToString());
        Assert.Equal(930, run.Last.Lag);
    }

    [Fact]
    public async Task A_batch_has_no_more_bytes_than_it_may_and_one_record_of_a_partition_at_least()
    {
        using var topic = new Topic(_cluster);
        topic.WriteBytes(0, Enumerable.Range(0, 40).Select(_ => (byte[]?)new byte[1_000]));
        topic.WriteBytes(0, new byte[20_000], new byte[10]);
        await using var run = await Open(options => options with { MaxBytesPerBatch = 10_640 }, message => message.Value.Length.ToString());

        await run.TakeUntilAsync(42);
        var counts = run.Batches.Select(batch => batch.Until["clicks-0"] - batch.From["clicks-0"]);
        Assert.Equal([10, 10, 10, 10, 1, 1], counts);
    }

    [Fact]
    public async Task More_is_never_held_than_a_batch_and_a_MiB_however_much_there_is()
    {
        using var topic = new Topic(_cluster, partitions: 2);
        topic.WriteBytes(0, Enumerable.Range(0, 4_000).Select(_ => (byte[]?)new byte[1_000]));
        topic.WriteBytes(1, Enumerable.Range(0, 10).Select(_ => (byte[]?)new byte[1_000]));
        await using var run = await Open(options => options with { MaxBytesPerBatch = 100_000 }, message => $"{message.Partition}");

        await run.TakeUntilAsync(4_010);
        Assert.Equal(10, run.Rows.Count(row => row == "1"));
        Assert.All(run.Batches, batch => Assert.InRange(batch.Until.Values.Sum() - batch.From.Values.Sum(), 1, 100));
    }

    [Fact]
    public async Task Topics_that_come_while_it_runs_are_read_from_their_first_record()
    {
        using var topic = new Topic(_cluster, name: "clicks-eu");
        topic.Write(0, "old");
        await using var run = await SourceRun<string>.OpenAsync(new KafkaSource<string>(
            new KafkaSourceOptions
            {
                BootstrapServers = _cluster.BootstrapServers,
                TopicPattern = new("^clicks-"),
                NewPartitionsEvery = TimeSpan.FromMilliseconds(50),
            },
            message => $"{message.Topic}-{message.Partition}:{message.ValueText()}"));
        topic.Write(0, "new");
        await run.TakeUntilAsync(1);

        using var later = new Topic(_cluster, partitions: 2, name: "clicks-us-west");
        later.Write(1, "first");
        using var other = new Topic(_cluster, name: "orders");
        other.Write(0, "not asked for");
        await run.TakeUntilAsync(2);
        Assert.Equal(["clicks-eu-0:new", "clicks-us-west-1:first"], run.Rows);
        Assert.Equal("clicks-eu-0: 2, clicks-us-west-0: 0, clicks-us-west-1: 1", run.Position.ToString());
    }

    [Fact]
    public async Task Topics_that_came_while_it_was_down_are_read_from_their_first_record()
    {
        using var topic = new Topic(_cluster, name: "clicks-eu");
        using var later = new Topic(_cluster, name: "clicks-us");
        later.Write(0, "a", "b");
        await using var run = await SourceRun<string>.OpenAsync(
            new KafkaSource<string>(new KafkaSourceOptions { BootstrapServers = _cluster.BootstrapServers, TopicPattern = new("^clicks-") }, message => message.ValueText()),
            new StreamOffsets([KeyValuePair.Create("clicks-eu-0", 0L)]));
        await run.TakeUntilAsync(2);
        Assert.Equal(["a", "b"], run.Rows);
    }

    [Fact]
    public async Task Keys_headers_and_times_are_there()
    {
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        using var topic = new Topic(_cluster);
        topic.Write(0, new Message<byte[]?, byte[]?> { Key = "page"u8.ToArray(), Value = null, Timestamp = new(time.UtcDateTime), Headers = [new("trace", [1, 2])] });
        await using var run = await SourceRun<KafkaMessage>.OpenAsync(new KafkaSource<KafkaMessage>(Options(), message => message));
        await run.TakeUntilAsync(1);

        var message = run.Rows[0];
        Assert.Equal(("clicks", 0, 0L, time, "page", true), (message.Topic, message.Partition, message.Offset, message.Timestamp, message.KeyText(), message.IsTombstone));
        Assert.True(message.TryGetHeader("trace", out var trace));
        Assert.Equal([1, 2], trace.ToArray());
        Assert.False(message.TryGetHeader("other", out _));
        Assert.Throws<FormatException>(() => message.ValueText());
    }

    // The client cannot write such a record: it takes 0 for now.
    [Fact]
    public void A_record_of_the_zero_of_Unix_time_has_it()
    {
        var message = new Message<byte[]?, byte[]?> { Timestamp = new Timestamp(0, TimestampType.CreateTime) };
        Assert.Equal(DateTimeOffset.UnixEpoch, new KafkaMessage(new ConsumeResult<byte[]?, byte[]?> { Message = message }).Timestamp);
    }

    [Fact]
    public async Task A_topic_with_nothing_in_it_gives_empty_batches_and_does_not_hold_them_up()
    {
        using var topic = new Topic(_cluster, partitions: 4);
        await using var run = await Open();
        for (var i = 0; i < 50; i++)
            Assert.Empty(await run.TakeAsync());
        Assert.Equal("clicks-0: 0, clicks-1: 0, clicks-2: 0, clicks-3: 0", run.Position.ToString());
    }

    private KafkaSourceOptions Options() => new() { BootstrapServers = _cluster.BootstrapServers, Topics = ["clicks"], Start = KafkaStart.Earliest };

    private Task<SourceRun<string>> Open(Func<KafkaSourceOptions, KafkaSourceOptions>? change = null, Func<KafkaMessage, string>? parse = null, StreamOffsets? from = null) =>
        SourceRun<string>.OpenAsync(new KafkaSource<string>((change ?? (options => options))(Options()), parse ?? (message => message.ValueText())), from);
}
