
namespace Linq.Streaming.Execution.Inputs;

/// <summary>An enumerator read one element ahead, so that its end is known as soon as its last element has been taken.</summary>
/// <remarks>A failure while reading ahead is kept until everything before it has been allocated.</remarks>
internal sealed class LookAhead<T>(StreamSourceExpression source, IEnumerable<T> elements)
{
    private IEnumerator<T>? _enumerator;
    private StreamQueryException? _failure;
    private bool _ended;
    private T _next = default!;

    public bool HasNext { get; private set; }

    /// <summary>Whether the end has been reached without a failure.</summary>
    public bool IsAtEnd => _ended && _failure is null;

    /// <summary>The element read ahead; only if <see cref="HasNext"/>.</summary>
    public T Next => _next;

    /// <summary>Reads the first element; an exception of the enumerable is thrown here and now.</summary>
    public void Start()
    {
        Advance();
        ThrowIfFailed();
    }

    public void ThrowIfFailed()
    {
        if (!HasNext && _failure is not null)
            throw _failure;
    }

    /// <summary>Leaves <see cref="Next"/> behind and reads the one after it.</summary>
    public void Advance()
    {
        try
        {
            _enumerator ??= elements.GetEnumerator();
            HasNext = _enumerator.MoveNext();
            if (HasNext)
                _next = _enumerator.Current;
            else
                Stop();
        }
        catch (Exception exception)
        {
            Fail(exception as StreamQueryException ?? SourceFailures.Wrap(source, exception));
        }
    }

    /// <summary>Leaves elements out; how many, which is fewer where the end comes first.</summary>
    public long Skip(long count)
    {
        var skipped = 0L;
        for (; skipped < count && HasNext; skipped++)
        {
            Advance();
        }

        ThrowIfFailed();
        return skipped;
    }

    /// <summary>Ends the reading with a failure, which is thrown once what came before it has been allocated.</summary>
    public void Fail(StreamQueryException failure)
    {
        _failure = failure;
        HasNext = false;
        _next = default!;
    }

    /// <summary>Ends the reading; the element read ahead is given up.</summary>
    public void Stop()
    {
        _ended = true;
        HasNext = false;
        _next = default!;
        _enumerator?.Dispose();
        _enumerator = null;
    }
}
