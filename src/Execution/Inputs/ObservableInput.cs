namespace Linq.Streaming.Execution.Inputs;

/// <summary>
/// A pushed sequence, buffered between batches: at most <c>capacity</c> elements wait, and
/// <c>overflow</c> says what becomes of the next.
/// </summary>
/// <remarks>
/// The observable may call from any thread, and from several at once. Elements are appended to arrays under one short
/// lock; a batch takes the arrays over. <see cref="Stop"/> refuses elements from then on, without counting them as dropped.
/// </remarks>
internal sealed class ObservableInput<T> : StreamInput, IObserver<T>
{
    private readonly int _capacity;
    private readonly OverflowPolicy _overflow;
    private readonly ObservableSubscription<T> _subscription;
    private readonly ReceivedElements<T> _received = new();
    private readonly LoggedRows _logged;
    private readonly object _gate = new();
    private StreamQueryException? _failure;
    private long _dropped;
    private bool _closed;

    public ObservableInput(StreamSourceExpression source, IObservable<T> observable, int capacity, OverflowPolicy overflow, Action<long>? onDurable = null)
        : base(source)
    {
        _logged = new LoggedRows(onDurable);
        _capacity = capacity;
        _overflow = overflow;
        _subscription = new ObservableSubscription<T>(source, observable, this);
    }

    public override bool IsCompleted
    {
        get
        {
            lock (_gate)
                return _closed && _failure is null && _received.Count == 0;
        }
    }

    public override InputRecovery Recovery => InputRecovery.Logged;

    public override StreamOffsets Position => _logged.Position;

    public override long? Lag
    {
        get
        {
            lock (_gate)
                return _received.Count;
        }
    }

    public override long DroppedCount => Interlocked.Read(ref _dropped);

    /// <remarks>See <see cref="ObservableSubscription{T}"/> for what it waits for.</remarks>
    public override void Start(TimeProvider timeProvider) => _subscription.Start();

    public override InputBlocks Allocate(DateTimeOffset batchTime)
    {
        lock (_gate)
        {
            if (_received.Count == 0 && _failure is not null)
                throw _failure;
            var blocks = _received.Take(MaxRows);
            Monitor.PulseAll(_gate);
            return _logged.Take(new InputBlocks<T>(blocks));
        }
    }

    public override void Seek(StreamOffsets position) => _logged.Seek(position);

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => _logged.Take(recorded);

    public override void OnLogged(StreamOffsets position) => _logged.OnLogged(position);

    // Producers are released first: disposing a subscription may wait for its producer.
    public override void Stop()
    {
        Close(null);
        _subscription.Stop();
    }

    public void OnNext(T value)
    {
        lock (_gate)
        {
            if (!_closed && (_received.Count < _capacity || MakeRoom()))
            {
                _received.Add(value);
                return;
            }
        }

        _subscription.ThrowIfStoppedWhileSubscribing();
    }

    public void OnCompleted() => Close(null);

    public void OnError(Exception error) => Close(SourceFailures.Wrap(Source, error));

    private bool MakeRoom()
    {
        _subscription.LetStartReturn();
        switch (_overflow)
        {
            case OverflowPolicy.Block:
                while (!_closed && _received.Count >= _capacity)
                    Monitor.Wait(_gate);
                return !_closed;
            case OverflowPolicy.DropOldest:
                _dropped++;
                _received.DropOldest();
                return true;
            case OverflowPolicy.DropNewest:
                _dropped++;
                return false;
            default:
                Close(new StreamQueryException(StreamErrors.Overflow(Name, _capacity)));
                return false;
        }
    }

    private void Close(StreamQueryException? failure)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _failure = failure;
            Monitor.PulseAll(_gate);
        }
    }
}
