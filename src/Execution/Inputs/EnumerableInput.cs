using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>A finite sequence, read in order, <paramref name="batchSize"/> elements a batch.</summary>
/// <remarks>
/// Arrays and array segments are not copied: a batch is a slice of them, so the caller leaves them unchanged while the query
/// runs. A <see cref="List{T}"/> is copied once, at <see cref="Start"/>. Anything else is enumerated as batches ask, one
/// element ahead, so that the input is completed with its last element and needs no empty batch to find out.
/// </remarks>
internal sealed class EnumerableInput<T>(StreamSourceExpression source, IEnumerable<T> elements, int batchSize, MalformedInputs? malformed = null) : ReplayableInput<T>(source)
{
    private readonly LookAhead<T> _enumerated = new(source, elements);
    private readonly ReceivedElements<T> _batch = new();
    private Block<T>? _array;

    public override bool IsBounded => true;

    public override long MalformedCount => malformed?.Count ?? 0;

    public override bool IsAtHand => _array is not null;

    public override bool IsCompleted => _array is { } rest ? rest.Count == 0 : _enumerated.IsAtEnd;

    /// <remarks>Reads the first element: an enumerable that fails at once, such as a file that is not there, fails the start.</remarks>
    public override void Start(TimeProvider timeProvider)
    {
        if (ListBlocks.TryWrap(elements, out var array))
            _array = array;
        else if (elements is List<T> list)
            _array = new Block<T>(list.ToArray());
        else
            _enumerated.Start();
    }

    public override void Stop()
    {
        _array = null;
        _enumerated.Stop();
    }

    protected override InputBlocks Take(DateTimeOffset batchTime) => new InputBlocks<T>(Read(batchTime, batchSize));

    protected override IReadOnlyList<Block<T>> Read(DateTimeOffset batchTime, long rows)
    {
        if (_array is { } rest)
        {
            var count = (int)Math.Min(rows, rest.Count);
            _array = rest.Slice(count, rest.Count - count);
            return count == 0 ? [] : [rest.Slice(0, count)];
        }

        _enumerated.ThrowIfFailed();
        for (; _batch.Count < rows && _enumerated.HasNext; _enumerated.Advance())
            _batch.Add(_enumerated.Next);
        return _batch.Take();
    }

    protected override long Skip(long rows)
    {
        if (_array is { } rest)
        {
            var count = (int)Math.Min(rows, rest.Count);
            _array = rest.Slice(count, rest.Count - count);
            return count;
        }

        return _enumerated.Skip(rows);
    }
}
