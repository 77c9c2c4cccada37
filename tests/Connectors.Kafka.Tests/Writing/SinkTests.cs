using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Connectors.Kafka.Tests.Reading;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Kafka.Tests.Writing;

/// <summary>A topic as an output: each row once, however often a batch is committed.</summary>
public sealed class SinkTests : KafkaTest
{
    private static readonly Guid Query = Guid.Parse("11111111-2222-3333-4444-555555555555");

    private readonly SinkDirectory _directory = new();
    private readonly List<KafkaSink<Word>> _sinks = [];
    private int _ends;

    public SinkTests() => Cluster.CreateTopic("clicks", 2);

    [Fact]
    public async Task Rows_are_written_when_their_batch_is_committed()
    {
        var sink = await Open();
        await sink.PrepareAsync(Batch(1, "a", "b"), default);
        await using var run = await OpenReader();
        Assert.Empty(await run.TakeAsync());

        await sink.CommitAsync(1, default);
        await run.TakeUntilAsync(2);
        Assert.Equal(["""{"Text":"a","Count":1}""", """{"Text":"b","Count":2}"""], run.Rows.Select(message => message.ValueText()).Order());
        Assert.All(run.Rows, message => Assert.Equal((false, DateTimeOffset.UnixEpoch.AddSeconds(1)), (message.HasKey, message.Timestamp)));
        Assert.Equal([$"{Query:N}/words/1/0", $"{Query:N}/words/1/1"], run.Rows.Select(Mark).Order());
    }

    [Fact]
    public async Task Keys_values_and_times_are_those_that_the_caller_gives()
    {
        var sink = await Open(change: options => options with
        {
            Key = word => Encoding.UTF8.GetBytes(word.Text),
            Value = word => word.Count == 1 ? null : [(byte)word.Count],
            Timestamp = word => DateTimeOffset.UnixEpoch.AddDays(word.Count),
        });
        await Commit(sink, 1, "a", "b", "c");
        await using var run = await OpenReader();
        await run.TakeUntilAsync(3);
        Assert.Equal(
            ["a  1", "b 2 2", "c 3 3"],
            run.Rows.Select(message => $"{message.KeyText()} {(message.IsTombstone ? "" : message.Value.Span[0])} {(message.Timestamp - DateTimeOffset.UnixEpoch).Days}").Order());
    }

    [Fact]
    public async Task Rows_of_one_key_keep_their_order()
    {
        var sink = await Open(change: options => options with { Key = word => [(byte)(word.Count % 3)] });
        for (var batch = 1; batch <= 5; batch++)
            await Commit(sink, batch, [.. Enumerable.Range(0, 200).Select(i => $"{batch}:{i:D3}")]);
        await using var run = await OpenReader();
        await run.TakeUntilAsync(1_000);
        foreach (var rows in run.Rows.GroupBy(message => message.Key.Span[0]).Select(group => group.Select(Text).ToList()))
            Assert.Equal(rows.Order(), rows);
    }

    [Fact]
    public async Task A_batch_that_was_committed_is_not_written_again()
    {
        var sink = await Open();
        await Commit(sink, 1, "a");
        await sink.CommitAsync(1, default);
        var again = await Open(epoch: 2, committed: 1);
        await again.CommitAsync(1, default);
        await Expect("a");
    }

    // The process died between the last record and its own note of that.
    [Fact]
    public async Task A_commit_that_comes_again_leaves_out_what_is_there()
    {
        var sink = await Open();
        await Commit(sink, 1, "a");
        await sink.PrepareAsync(Batch(2, "b", "c", "d"), default);
        using var before = _directory.Copy();
        await sink.CommitAsync(2, default);
        await Expect("a", "b", "c", "d");

        var again = await Open(epoch: 2, committed: 1, directory: before);
        await again.CommitAsync(2, default);
        await Commit(again, 3, "e");
        await Expect("a", "b", "c", "d", "e");
    }

    [Fact]
    public async Task A_process_that_did_not_prepare_a_batch_commits_it()
    {
        var sink = await Open();
        await sink.PrepareAsync(Batch(1, "a", "b"), default);
        var again = await Open(epoch: 2);
        await again.CommitAsync(1, default);
        await Expect("a", "b");
    }

    [Fact]
    public async Task A_batch_of_which_a_part_was_refused_is_completed()
    {
        // One record a request, of which the third is refused for good: what comes behind it is not written either.
        var sink = await Open(change: options => options with
        {
            Key = _ => [1],
            Settings = new Dictionary<string, string> { ["batch.num.messages"] = "1", ["linger.ms"] = "0", ["max.in.flight.requests.per.connection"] = "1" },
        });
        await Commit(sink, 1, "a");
        Cluster.Refuse(KafkaApi.Produce, ErrorCode.NoError, ErrorCode.NoError, ErrorCode.TopicAuthorizationFailed);
        await sink.PrepareAsync(Batch(2, "b", "c", "d", "e"), default);
        var error = await Error(() => sink.CommitAsync(2, default).AsTask());
        Assert.Equal("LS5208", error.Code);
        Assert.Equal(["clicks", 2L], error.Parameters.Take(2));

        await using var run = await OpenReader();
        await run.TakeUntilAsync(3);
        Assert.Equal(["a", "b", "c"], run.Rows.Select(Text));
        await sink.CommitAsync(2, default);
        await run.TakeUntilAsync(5);
        Assert.Equal(["a", "b", "c", "d", "e"], run.Rows.Select(Text));
    }

    [Fact]
    public async Task A_broker_that_comes_back_too_late_fails_the_commit_and_the_next_completes_it()
    {
        var sink = await Open(change: options => options with { Timeout = TimeSpan.FromMilliseconds(800) });
        await sink.PrepareAsync(Batch(1, "a", "b"), default);
        Cluster.StopBroker(1);
        Assert.Equal("LS5208", (await Error(() => sink.CommitAsync(1, default).AsTask())).Code);
        Cluster.StartBroker(1);
        await Eventually(() => sink.CommitAsync(1, default).AsTask());
        await Expect("a", "b");
    }

    [Fact]
    public async Task An_aborted_batch_is_dropped()
    {
        var sink = await Open();
        await sink.PrepareAsync(Batch(1, "never"), default);
        await sink.AbortAsync(1, default);
        await sink.PrepareAsync(Batch(1, "a"), default);
        await sink.CommitAsync(1, default);
        await Expect("a");
    }

    [Fact]
    public async Task A_batch_without_rows_writes_nothing_and_counts()
    {
        var sink = await Open();
        await Commit(sink, 1);
        await Open(epoch: 2, committed: 1);
        await Expect();
    }

    [Fact]
    public async Task A_row_that_is_too_large_is_told_before_anything_is_written()
    {
        var sink = await Open(change: options => options with { Settings = new Dictionary<string, string> { ["message.max.bytes"] = "2000" } });
        var error = await Error(() => sink.PrepareAsync(Batch(1, "a", new string('x', 2_000)), default).AsTask());
        Assert.Equal("LS5210", error.Code);
        Assert.Equal(["clicks", 1L, 1], error.Parameters.Take(3));
        Assert.Equal(2_000L, error.Parameters[4]);
    }

    // The client refuses a record that is too large when it is written, and its batch is decided then.
    [Fact]
    public async Task A_row_that_is_not_refused_when_it_is_prepared_is_written_whatever_its_size()
    {
        var length = 1_800;
        var sink = await Open(change: options => options with
        {
            Value = _ => new byte[length],
            Settings = new Dictionary<string, string> { ["message.max.bytes"] = "2000", ["linger.ms"] = "0" },
        });
        var batch = 0;
        try
        {
            for (; length <= 2_000; length++)
            {
                await sink.PrepareAsync(Batch(batch + 1, "a"), default);
                await sink.CommitAsync(++batch, default);
            }

            Assert.Fail("None was refused.");
        }
        catch (StreamQueryException refused)
        {
            Assert.Equal("LS5210", refused.Code);
        }

        await using var run = await OpenReader();
        await run.TakeUntilAsync(batch);
        Assert.InRange(batch, 1, 200);
    }

    [Fact]
    public async Task What_was_prepared_and_is_damaged_is_told()
    {
        var sink = await Open();
        await sink.PrepareAsync(Batch(1, "a"), default);
        var file = _directory.Files.Single(file => file.EndsWith(".prepared", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^12] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var again = await Open(epoch: 2);
        var error = await Error(() => again.CommitAsync(1, default).AsTask());
        Assert.Equal("LS5209", error.Code);
        Assert.Equal(["clicks", 1L, file], error.Parameters.Take(3));
        await Expect();
    }

    [Fact]
    public async Task A_process_that_was_replaced_writes_nothing()
    {
        var sink = await Open();
        await sink.PrepareAsync(Batch(1, "old"), default);
        var again = await Open(epoch: 2);
        await Assert.ThrowsAsync<StreamFencedException>(() => sink.CommitAsync(1, default).AsTask());
        await Assert.ThrowsAsync<StreamFencedException>(() => sink.PrepareAsync(Batch(1, "old"), default).AsTask());
        await Assert.ThrowsAsync<StreamFencedException>(() => sink.AbortAsync(1, default).AsTask());
        await again.AbortAsync(1, default);
        await Commit(again, 1, "new");
        await Expect("new");
    }

    // To the client 0 is the time at which it sends, and less is none.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(-5_000, 1)]
    public async Task A_time_in_1970_or_before_is_not_taken_for_none(long milliseconds, long written)
    {
        var sink = await Open(change: options => options with { Timestamp = _ => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) });
        await Commit(sink, 1, "a");
        await using var run = await OpenReader();
        await run.TakeUntilAsync(1);
        Assert.Equal(written, run.Rows[0].Timestamp.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_process_that_does_not_let_go_is_told_when_brokers_would_have_been_given_up()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory.Path, $"{Query:N}-words"));
        await using var held = new FileStream(Path.Combine(directory.FullName, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var clock = new FakeTimeProvider();
        var options = new KafkaSinkOptions<Word> { BootstrapServers = Cluster.BootstrapServers, Topic = "clicks", Directory = _directory.Path, Timeout = TimeSpan.FromSeconds(20) };
        await using var sink = new KafkaSink<Word>(options, new NativeFileSystem(), clock, null);
        var opening = sink.OpenAsync(new StreamSinkContext(Query, "words", 1), default).AsTask();
        for (var second = 0; second < 100_000 && !opening.IsCompleted; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var error = await Error(() => opening.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("LS5015", error.Code);
        Assert.Equal(held.Name, error.Parameters[0]);
        Assert.InRange((TimeSpan)error.Parameters[1]!, TimeSpan.FromSeconds(25), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_topic_that_is_missing_is_told_at_the_start()
    {
        var error = await Error(() => Open(change: options => options with { Topic = "nothing", Timeout = Short }));
        Assert.Equal("LS5202", error.Code);
    }

    [Fact]
    public void Settings_that_the_guarantee_rests_on_are_refused() => Assert.Throws<ArgumentException>(() => new KafkaSink<Word>(
        new KafkaSinkOptions<Word> { BootstrapServers = "x", Topic = "x", Directory = "x", Settings = new Dictionary<string, string> { ["acks"] = "1" } }));

    protected override void Dispose(bool isDisposing)
    {
        _sinks.ForEach(sink => sink.DisposeAsync().AsTask().GetAwaiter().GetResult());
        _directory.Dispose();
        base.Dispose(isDisposing);
    }

    private static Batch<Word> Batch(long id, params string[] words) =>
        new([.. words.Select((word, i) => new Word(word, i + 1))], DateTimeOffset.UnixEpoch.AddSeconds(id), id, null);

    private static async Task Commit(KafkaSink<Word> sink, long id, params string[] words)
    {
        await sink.PrepareAsync(Batch(id, words), default);
        await sink.CommitAsync(id, default);
    }

    private static async Task Eventually(Func<Task> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (StreamQueryException) when (attempt < 100)
            {
            }
        }
    }

    private static string Mark(KafkaMessage message) => message.TryGetHeader("linqstream-row", out var mark) ? Encoding.UTF8.GetString(mark.Span) : "";

    private async Task<KafkaSink<Word>> Open(
        long epoch = 1, long? committed = null, SinkDirectory? directory = null, Func<KafkaSinkOptions<Word>, KafkaSinkOptions<Word>>? change = null)
    {
        var options = new KafkaSinkOptions<Word> { BootstrapServers = Cluster.BootstrapServers, Topic = "clicks", Directory = (directory ?? _directory).Path };
        var sink = new KafkaSink<Word>(change is null ? options : change(options));
        _sinks.Add(sink);
        Assert.Equal(committed, await sink.OpenAsync(new StreamSinkContext(Query, "words", epoch), default));
        return sink;
    }

    private Task<SourceRun<KafkaMessage>> OpenReader() => SourceRun<KafkaMessage>.OpenAsync(new KafkaSource<KafkaMessage>(Options, message => message));

    // All of the topic, whose end is seen by a record that comes last.
    private async Task Expect(params string[] words)
    {
        await using var run = await OpenReader();
        using var producer = new ProducerBuilder<byte[]?, byte[]>(new ProducerConfig { BootstrapServers = Cluster.BootstrapServers }).Build();
        for (var partition = 0; partition < 2; partition++)
            await producer.ProduceAsync(new TopicPartition("clicks", partition), new Message<byte[]?, byte[]> { Value = [] });
        for (_ends += 2; run.Rows.Count(message => message.Value.Length == 0) < _ends;)
            await run.TakeAsync();
        Assert.Equal(words.Order(), run.Rows.Where(message => message.Value.Length > 0).Select(Text).Order());
    }

    private static string Text(KafkaMessage message) => JsonSerializer.Deserialize<Word>(message.Value.Span)!.Text;

    internal sealed record Word(string Text, int Count);
}
