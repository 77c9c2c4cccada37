namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Transactions that have been received and are in no batch yet, and how far the log has been received. Thread-safe.</summary>
internal sealed class ChangeQueue(int capacity, long start)
{
    private readonly Lock _gate = new();
    private readonly Queue<ChangeTransaction> _transactions = [];
    private TaskCompletionSource _changed = NewSignal();
    private StreamQueryException? _failure;
    private Func<long>? _received;
    private long _rows;
    private long _complete = start;
    private bool _isInTransaction;

    /// <summary>Everything before this has been received; a new connection starts here.</summary>
    public long Complete
    {
        get
        {
            lock (_gate)
                return _complete;
        }
    }

    /// <summary>How many changes wait.</summary>
    public long Rows
    {
        get
        {
            lock (_gate)
                return _rows;
        }
    }

    /// <summary>A connection has begun, and no transaction.</summary>
    /// <param name="received">How far it has received. Between two transactions there are no changes before it that have not come: the server sends nothing of what it leaves out but this.</param>
    public void Connect(Func<long>? received)
    {
        lock (_gate)
        {
            _received = received;
            _isInTransaction = false;
        }
    }

    /// <summary>A transaction begins to come. To be called before more of it is received, or what has been received of it would count as complete.</summary>
    public void Begin()
    {
        lock (_gate)
            _isInTransaction = true;
    }

    /// <summary>A transaction has come.</summary>
    public void Add(ChangeTransaction transaction)
    {
        lock (_gate)
        {
            _isInTransaction = false;
            _complete = Math.Max(_complete, transaction.EndLsn);
            if (transaction.Changes.Count > 0)
            {
                _transactions.Enqueue(transaction);
                _rows += transaction.Changes.Count;
            }

            Signal();
        }
    }

    /// <summary>Nothing will come any more.</summary>
    public void Fail(StreamQueryException failure)
    {
        lock (_gate)
        {
            _failure = failure;
            Signal();
        }
    }

    /// <summary>The next transaction, if one is there that ends at <paramref name="until"/> or before, and has at most <paramref name="maxRows"/> changes.</summary>
    public Taken Take(long until, long maxRows)
    {
        lock (_gate)
        {
            if (_transactions.TryPeek(out var next))
            {
                // Up to it there is nothing.
                if (next.EndLsn > until || next.Changes.Count > maxRows)
                    return new Taken(null, next.EndLsn > until ? until : 0, null);
                _transactions.Dequeue();
                _rows -= next.Changes.Count;
                Signal();
                return new Taken(next, next.EndLsn, null);
            }

            if (!_isInTransaction && _received is not null)
                _complete = Math.Max(_complete, _received());
            return new Taken(null, _complete, _failure);
        }
    }

    /// <summary>What there was.</summary>
    /// <param name="Next">The transaction; else null.</param>
    /// <param name="Complete">Nothing more comes up to here.</param>
    /// <param name="Failure">Why nothing will ever come any more.</param>
    internal readonly record struct Taken(ChangeTransaction? Next, long Complete, StreamQueryException? Failure);

    /// <summary>Ends when there is room for another transaction.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_rows < capacity)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends with the next change of the queue. To be taken before the queue is looked at.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
