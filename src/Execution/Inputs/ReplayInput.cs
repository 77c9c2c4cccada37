using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>Finite rows that carry their own time: the batch that ends at <c>t</c> takes the rows up to and including <c>t</c>.</summary>
/// <remarks>
/// Rows come in ascending order of time. A row that is read out of order but still belongs to the batch being made is
/// accepted, in the order in which it is read; one whose batch has been made fails the source with LS4004.
/// </remarks>
internal sealed class ReplayInput<T>(StreamSourceExpression source, IEnumerable<T> rows, Func<T, DateTimeOffset> at) : ReplayableInput<T>(source)
{
    private readonly LookAhead<(T Row, DateTimeOffset At)> _rows = new(source, rows.Select(row => (row, at(row))));
    private readonly ReceivedElements<T> _batch = new();
    private DateTimeOffset? _firstTime;
    private DateTimeOffset _lastBatch = DateTimeOffset.MinValue;

    public override bool IsBounded => true;

    public override bool IsCompleted => _rows.IsAtEnd;

    public override DateTimeOffset? FirstTime => _firstTime;

    public override void Start(TimeProvider timeProvider)
    {
        _rows.Start();
        _firstTime = _rows.HasNext ? _rows.Next.At : null;
    }

    public override void Stop() => _rows.Stop();

    protected override InputBlocks Take(DateTimeOffset batchTime)
    {
        _rows.ThrowIfFailed();
        for (; _rows.HasNext && _rows.Next.At <= batchTime; Advance())
            _batch.Add(_rows.Next.Row);
        _lastBatch = batchTime;
        return new InputBlocks<T>(_batch.Take());
    }

    // By number: an earlier run has looked at the times.
    protected override IReadOnlyList<Block<T>> Read(DateTimeOffset batchTime, long rows)
    {
        for (; _batch.Count < rows && _rows.HasNext; _rows.Advance())
            _batch.Add(_rows.Next.Row);
        _lastBatch = batchTime;
        return _batch.Take();
    }

    protected override long Skip(long rows) => _rows.Skip(rows);

    private void Advance()
    {
        _rows.Advance();
        if (_rows.HasNext && _rows.Next.At <= _lastBatch)
            _rows.Fail(new StreamQueryException(StreamErrors.ReplayOutOfOrder(Name, _rows.Next.At, _lastBatch)));
    }
}
