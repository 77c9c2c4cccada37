using Linq.Streaming;

namespace Faults.Floods;

/// <summary>A source that has so many numbers a second, from 0 on, whether or not they are read.</summary>
internal sealed class Spring(long perSecond) : IStreamSource<long>
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public long Produced => (long)(TimeProvider.System.GetElapsedTime(_start).TotalSeconds * perSecond);

    public ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken) => new(from ?? StreamOffsets.Of(0));

    public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        var (at, produced) = (from[""], Produced);
        var until = Math.Min(produced, at + Math.Min(maxRows, long.MaxValue - at));
        return new(new StreamAdvance(StreamOffsets.Of(until), Lag: produced - until));
    }

    public ValueTask ReadAsync(string partition, long from, long until, ICollection<long> rows, CancellationToken cancellationToken)
    {
        for (var number = from; number < until; number++)
        {
            rows.Add(number);
        }

        return default;
    }

    public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;
}
