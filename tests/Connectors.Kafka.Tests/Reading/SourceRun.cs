using System.Diagnostics;
using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Asks a source for batches as a context does, and remembers what they had.</summary>
internal sealed class SourceRun<T>(KafkaSource<T> source) : IAsyncDisposable
{
    public KafkaSource<T> Source => source;

    public StreamOffsets Position { get; private set; } = StreamOffsets.None;

    public List<T> Rows { get; } = [];

    /// <summary>The ranges of the batches that had rows, with these.</summary>
    public List<(StreamOffsets From, StreamOffsets Until, IReadOnlyList<T> Rows)> Batches { get; } = [];

    public StreamAdvance Last { get; private set; }

    public static async Task<SourceRun<T>> OpenAsync(KafkaSource<T> source, StreamOffsets? from = null)
    {
        var run = new SourceRun<T>(source);
        run.Position = await source.OpenAsync(from, default);
        return run;
    }

    /// <summary>One batch.</summary>
    public async Task<IReadOnlyList<T>> TakeAsync(long maxRows = long.MaxValue)
    {
        Last = await source.AdvanceAsync(Position, maxRows, default);
        Position = new StreamOffsets([.. Position, .. (Last.Begins ?? StreamOffsets.None).Where(begin => !Position.ContainsKey(begin.Key))]);
        var rows = await ReadAsync(Position, Last.Until);
        if (rows.Count > 0)
            Batches.Add((Position, Last.Until, rows));
        Rows.AddRange(rows);
        Position = Last.Until;
        return rows;
    }

    /// <summary>Batches until so many rows have come in all.</summary>
    public async Task TakeUntilAsync(int count, long maxRows = long.MaxValue)
    {
        for (var start = Stopwatch.GetTimestamp(); Rows.Count < count;)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience.Time, $"{Rows.Count} of {count} rows have come.");
            await TakeAsync(maxRows);
        }
    }

    /// <summary>A range, partition by partition.</summary>
    public async Task<List<T>> ReadAsync(StreamOffsets from, StreamOffsets until)
    {
        var rows = new List<T>();
        foreach (var (partition, end) in until)
        {
            var start = from.TryGetValue(partition, out var known) ? known : 0;
            if (end > start)
                await source.ReadAsync(partition, start, end, rows, default);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
