using Linq.Streaming;

namespace Faults.Worlds;

/// <summary>A log of rows that can be read again, but for those that are forgotten.</summary>
internal sealed class ReplayedSource<T>(string name, IReadOnlyList<T> rows, Memory memory, long lostOffset) : IStreamSource<T>
{
    // A planted fault: a restart that goes on somewhat further than where it stood.
    public ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken) =>
        new(StreamOffsets.Of(from is null ? 0 : Math.Min(from[""] + lostOffset, rows.Count)));

    public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        var until = Math.Min(from[""] + maxRows, rows.Count);
        return new(new StreamAdvance(StreamOffsets.Of(until), until == rows.Count));
    }

    public ValueTask ReadAsync(string partition, long from, long until, ICollection<T> given, CancellationToken cancellationToken)
    {
        memory.AskFrom(name, from);
        for (var i = from; i < until; i++)
        {
            given.Add(rows[(int)i]);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken)
    {
        memory.Acknowledge(name, offsets[""]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
