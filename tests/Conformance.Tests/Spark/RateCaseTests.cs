using Linq.Streaming.Execution.Rates;
using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Spark;

/// <summary>The PID estimator, a limit that is there again after a restart, and what is written at a rate.</summary>
public sealed class RateCaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [SparkCases("pid.range.*")]
    public void Parameters_out_of_range_are_refused(string id)
    {
        var item = SparkCase.Of(id);
        Assert.Throws<ArgumentOutOfRangeException>(() => Estimator(item, "ki"));
    }

    [Theory]
    [SparkCases("pid.*", Having = "expected_out")]
    public void Rates_follow_from_batches(string id)
    {
        var item = SparkCase.Of(id);
        var expected = item["expected_out"].EnumerateArray().Select(rate => rate.ValueKind == System.Text.Json.JsonValueKind.Null ? (double?)null : rate.GetDouble());
        Assert.Equal(expected, Rates(item));
    }

    [Theory]
    [SparkCases("pid.stayBelowSpeed")]
    public void With_a_backlog_the_rate_stays_below_the_speed(string id)
    {
        var item = SparkCase.Of(id);
        var (minRate, calls) = (item.Params.GetProperty("min_rate").GetDouble(), item["calls"].EnumerateArray().ToList());
        var rates = Rates(item);
        Assert.Null(rates[0]);
        for (var i = 1; i < calls.Count; i++)
        {
            var speed = calls[i][1].GetDouble() / calls[i][2].GetDouble() * 1000;
            Assert.NotNull(rates[i]);
            Assert.True(calls[i][3].GetDouble() == 0 || rates[i] < speed || rates[i] == minRate, $"call {i}: {rates[i]} of {speed}");
        }
    }

    [Theory]
    [SparkCases("ckpt.rate")]
    public async Task A_limit_is_there_again_after_a_restart(string id)
    {
        var rate = SparkCase.Of(id).Params.GetProperty("rate").GetInt32();
        for (var run = 0; run < 2; run++)
        {
            var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1 + run));
            await using var context = new StreamContext(new StreamOptions
            {
                BatchInterval = TimeSpan.FromSeconds(1),
                TimeProvider = clock,
                CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
                Downtime = DowntimePolicy.Skip,
                RateControl = new RateControl { InitialRate = rate, MinRate = rate, MaxRate = rate },
            });
            var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
            var batch = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            context.FromChannel(channel.Reader, "numbers").ForEachBatch(rows => batch.TrySetResult(rows.Count));
            for (var i = 0; i < 2 * rate; i++)
            {
                Assert.True(channel.Writer.TryWrite(i));
            }

            context.Start();
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(rate, await batch.Task.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(rate, Assert.Single(context.Sources).Limit);
            await context.StopAsync(StopMode.Abort);
        }
    }

    [Theory]
    [SparkCases("rate.outputStream")]
    public async Task What_is_written_at_a_rate_takes_its_time_and_stays_the_same(string id)
    {
        var item = SparkCase.Of(id);
        var bytes = new byte[item.Params.GetProperty("bytes").GetInt32()];
        new Random(1).NextBytes(bytes);
        var (clock, written) = (new FakeTimeProvider(), new WrittenStream());
        var start = clock.GetTimestamp();
        using var stream = new RateLimitedStream(written, item.Params.GetProperty("bytes_per_sec").GetInt32(), clock);

        var writing = stream.WriteAsync(bytes).AsTask();
        for (var length = await written.NextAsync(); length < bytes.Length; length = await written.NextAsync())
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await writing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(item["expected"].GetProperty("elapsed_whole_seconds").GetInt32(), (int)clock.GetElapsedTime(start).TotalSeconds);
        Assert.Equal(bytes, written.ToArray());
    }

    private static List<double?> Rates(SparkCase item)
    {
        var estimator = Estimator(item, "ki");
        return [.. item["calls"].EnumerateArray().Select(call => estimator.Compute(call[0].GetDouble(), call[1].GetInt64(), call[2].GetDouble(), call[3].GetDouble()))];
    }

    private static PidRateEstimator Estimator(SparkCase item, string integral) => new(
        item.Params.GetProperty("batch_ms").GetDouble(),
        item.Params.GetProperty("kp").GetDouble(),
        item.Params.GetProperty(integral).GetDouble(),
        item.Params.GetProperty("kd").GetDouble(),
        item.Params.GetProperty("min_rate").GetDouble());

    /// <summary>Tells how much has been written, after each write.</summary>
    private sealed class WrittenStream : MemoryStream
    {
        private readonly System.Threading.Channels.Channel<long> _lengths = System.Threading.Channels.Channel.CreateUnbounded<long>();

        public Task<long> NextAsync() => _lengths.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            _lengths.Writer.TryWrite(Length);
        }
    }
}
