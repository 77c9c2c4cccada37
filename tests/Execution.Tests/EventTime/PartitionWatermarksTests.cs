using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Logical;

namespace Execution.Tests.EventTime;

public sealed class PartitionWatermarksTests
{
    private static readonly SourcePartition A = new(0, 0);
    private static readonly SourcePartition B = new(1, 0);

    // Batches of one second, from zero; times in seconds.
    private long _batch;

    [Fact]
    public void Nothing_is_closed_before_every_partition_has_given_a_row()
    {
        var watermarks = Of(bound: 2);
        Assert.Equal(PartitionWatermarks.None, Next(watermarks, (A, 100)));
        Assert.Equal(Seconds(48), Next(watermarks, (B, 50)));
    }

    [Fact]
    public void The_slowest_partition_counts_and_the_watermark_never_goes_back()
    {
        var watermarks = Of(bound: 0);
        Assert.Equal(Seconds(10), Next(watermarks, (A, 30), (B, 10)));
        Assert.Equal(Seconds(30), Next(watermarks, (B, 40)));
        Assert.Equal(Seconds(30), Next(watermarks, (A, 5), (B, 5)));
    }

    [Fact]
    public void It_is_not_before_the_first_instant()
    {
        var watermarks = Of(bound: 1, partitions: A);
        watermarks.Observe(A, 0);
        watermarks.Commit(Batch(1));
        Assert.Equal(0, watermarks.InForce);
    }

    [Fact]
    public void A_partition_that_has_given_nothing_for_the_timeout_is_left_out()
    {
        var watermarks = Of(bound: 0, idle: 3);
        Assert.Equal(PartitionWatermarks.None, Next(watermarks, (A, 10)));
        Assert.Equal(PartitionWatermarks.None, Next(watermarks, (A, 11)));
        Assert.Equal(Seconds(12), Next(watermarks, (A, 12)));
        Assert.False(watermarks.IsIdle);
    }

    [Fact]
    public void A_partition_that_comes_back_counts_again_but_takes_nothing_back()
    {
        var watermarks = Of(bound: 0, idle: 2);
        Next(watermarks, (A, 10), (B, 10));
        Next(watermarks, (A, 20));
        Assert.Equal(Seconds(30), Next(watermarks, (A, 30)));
        Assert.Equal(Seconds(30), Next(watermarks, (A, 40), (B, 12)));
        Assert.Equal(Seconds(45), Next(watermarks, (A, 50), (B, 45)));
    }

    [Fact]
    public void Where_all_are_idle_the_greatest_counts()
    {
        var watermarks = Of(bound: 0, idle: 2);
        Assert.Equal(Seconds(10), Next(watermarks, (A, 30), (B, 10)));
        Assert.Equal(Seconds(10), Next(watermarks));
        Assert.Equal(Seconds(30), Next(watermarks));
        Assert.True(watermarks.IsIdle);
    }

    [Fact]
    public void A_source_that_has_ended_holds_nothing_back()
    {
        var watermarks = Of(bound: 0);
        watermarks.Observe(A, Seconds(5));
        watermarks.Observe(B, Seconds(20));
        watermarks.Commit(Batch(Seconds(1), A.Source));
        Assert.Equal(Seconds(20), watermarks.InForce);
    }

    [Fact]
    public void A_partition_that_appears_later_counts_from_then_on()
    {
        var watermarks = Of(bound: 0, partitions: A);
        Assert.Equal(Seconds(10), Next(watermarks, (A, 10)));
        Assert.Equal(Seconds(15), Next(watermarks, (A, 20), (B, 15)));
    }

    [Fact]
    public void A_restart_goes_on_from_what_was_saved()
    {
        var before = Of(bound: 0, idle: 3);
        Next(before, (A, 10), (B, 8));
        Next(before, (A, 12));
        var after = Of(bound: 0, idle: 3);
        Copy(before, after);
        Assert.Equal(Seconds(8), after.InForce);
        Assert.Equal(Seconds(8), Next(after, (A, 13)));
        Assert.Equal(Seconds(14), Next(after, (A, 14)));
    }

    private static void Copy(PartitionWatermarks from, PartitionWatermarks to)
    {
        using var bytes = new ByteWriter();
        from.Part("watermark").CaptureAll(Batch(0)).Write(bytes);
        var reader = new ByteReader(bytes.Written);
        to.Part("watermark").Apply(ref reader);
    }

    private static BatchContext Batch(long ticks, params int[] ended) => new(
        1, ticks, 0, new AllocatedBlocks(new DateTimeOffset(Math.Max(0, ticks), TimeSpan.Zero), new Dictionary<int, InputBlocks>(), ended.ToHashSet()), IsFlush: false);

    private static long Seconds(long seconds) => DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);

    private static PartitionWatermarks Of(int bound, int? idle = null, params SourcePartition[] partitions) => new(
        new WatermarkRule(TimeSpan.FromSeconds(bound), idle is { } timeout ? TimeSpan.FromSeconds(timeout) : null, MaxAhead: null),
        partitions.Length == 0 ? [A, B] : partitions);

    private long Next(PartitionWatermarks watermarks, params (SourcePartition Partition, long Latest)[] rows)
    {
        foreach (var (partition, latest) in rows)
        {
            watermarks.Observe(partition, Seconds(latest));
        }

        watermarks.Commit(Batch(++_batch * TimeSpan.TicksPerSecond));
        return watermarks.InForce;
    }
}
