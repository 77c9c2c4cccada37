using System.Diagnostics.CodeAnalysis;
using Linq.Streaming.Connectors.Postgres.Changes;

namespace Linq.Streaming;

/// <summary>The changes of tables of a PostgreSQL database, in the order in which transactions were committed, by logical replication.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>
/// A batch has whole transactions: the first that waits, and more of them as long as they have room. Positions are those of the server's log. The server is told that it may forget what is before one when the batch that ends there
/// has been committed, so that a restart reads the same changes again, and goes on behind them.
/// </para>
/// <para>In memory are <see cref="PostgresChangeOptions.MaxQueued"/> changes and one transaction, however large, beside the batch itself.</para>
/// </remarks>
public sealed class PostgresChangeSource<T> : IStreamSource<T>
{
    // Npgsql tells nobody of signs of life, which are all that comes when there is no change up to a position: they are asked for.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly PostgresChangeOptions _options;
    private readonly TimeProvider _time;
    private readonly ChangeRows<T> _rows;
    private readonly ChangeConnections _connections;
    private readonly SlotOpening _opening;
    private readonly Queue<(long EndLsn, List<T> Rows)> _mapped = [];
    private StreamQueryException? _failure;
    private ChangeFeed? _feed;
    private SlotWatch? _watch;
    private long _position;
    private bool _isDisposed;

    /// <summary>Checks the options; connects to nothing.</summary>
    /// <param name="options">The server, what is read, and through which slot.</param>
    /// <param name="map">Makes a row of a change. Called once for each change of a batch, and again after a restart. Where it throws, the change is malformed.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or the connection string or a name is malformed.</exception>
    public PostgresChangeSource(PostgresChangeOptions options, Func<PostgresChange, T> map)
        : this(options, map, TimeProvider.System)
    {
    }

    internal PostgresChangeSource(PostgresChangeOptions options, Func<PostgresChange, T> map, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(map);
        ChangeOptionChecks.Check(options);
        (_options, _time, _rows, _connections) = (options, time, new ChangeRows<T>(options, map), new ChangeConnections(options));
        _opening = new SlotOpening(options, _connections);
    }

    /// <inheritdoc/>
    public long MalformedCount => _rows.MalformedCount;

    /// <summary>How far the slot is behind the server, as of the last <see cref="PostgresChangeOptions.StatusInterval"/>; null before it has been looked at. Read from any thread.</summary>
    public PostgresSlotStatus? SlotStatus => _watch?.Status;

    private ChangeFeed Feed => _feed ?? throw new InvalidOperationException("The source has not been opened.");

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5301 to LS5309: server, publication or slot cannot be read, or the slot does not have what follows <paramref name="from"/>.</exception>
    public async ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken)
    {
        var given = from is not null && from.TryGetValue("", out var position) ? position : (long?)null;
        await NamedAsync(async () =>
            await FollowAsync(await _opening.PrepareAsync(given, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        _watch = new SlotWatch(_options, _connections, _time);
        return StreamOffsets.Of(_position);
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS4006: a change is malformed. LS5301 to LS5309: changes cannot be read any more; after all that have been.</exception>
    public async ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        await SeekAsync(from[""], cancellationToken).ConfigureAwait(false);
        if (_options.AcknowledgeWhenRead)
            Feed.Acknowledge(_position);
        return new StreamAdvance(StreamOffsets.Of(Take(maxRows)), Lag: Feed.Queue.Rows);
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS4006: a change is malformed. LS5301 to LS5309: changes cannot be read any more.</exception>
    public async ValueTask ReadAsync(string partition, long from, long until, ICollection<T> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await SeekAsync(from, cancellationToken).ConfigureAwait(false);
        for (; _mapped.TryPeek(out var next) && next.EndLsn <= until; _mapped.Dequeue())
            Give(next.EndLsn, next.Rows, rows);
        for (var isFirst = true; _position < until && _mapped.Count == 0; isFirst = false)
        {
            var changed = Feed.Queue.Changed;
            var taken = Feed.Queue.Take(until, long.MaxValue);
            if (taken.Next is { } transaction)
                Give(transaction.EndLsn, _rows.Of(transaction), rows);
            else if (taken.Complete >= until)
                break;
            else
                await WaitAsync(taken.Failure, changed, isFirst ? until : null, cancellationToken).ConfigureAwait(false);
        }

        _position = until;
    }

    /// <inheritdoc/>
    /// <remarks>The server hears of it within half a second.</remarks>
    public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        if (!_isDisposed)
            Feed.Acknowledge(offsets[""]);
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the connections. The slot stays, and keeps what has not been acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (_watch is not null)
            await _watch.DisposeAsync().ConfigureAwait(false);
        if (_feed is not null)
            await _feed.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    // How far a batch goes that starts at the position. What it takes is made into rows here, so that a malformed transaction ends the batch before it.
    private long Take(long maxRows)
    {
        var (until, rows) = (_position, 0L);
        foreach (var next in _mapped)
            (until, rows) = (next.EndLsn, rows + next.Rows.Count);
        while (_failure is null)
        {
            var taken = Feed.Queue.Take(long.MaxValue, rows == 0 ? long.MaxValue : maxRows - rows);
            if (taken.Next is not { } transaction)
            {
                until = Math.Max(until, taken.Complete);
                _failure = taken.Failure;
                break;
            }

            if (!TryMap(transaction, out var mapped))
                break;
            _mapped.Enqueue((transaction.EndLsn, mapped));
            (until, rows) = (transaction.EndLsn, rows + mapped.Count);
        }

        return until == _position && _failure is not null ? throw _failure : until;
    }

    private bool TryMap(ChangeTransaction transaction, [NotNullWhen(true)] out List<T>? mapped)
    {
        try
        {
            mapped = _rows.Of(transaction);
            return true;
        }
        catch (StreamQueryException failure)
        {
            (mapped, _failure) = (null, failure);
            return false;
        }
    }

    private void Give(long end, List<T> mapped, ICollection<T> rows)
    {
        foreach (var row in mapped)
            rows.Add(row);
        _position = end;
    }

    private async Task WaitAsync(StreamQueryException? failure, Task changed, long? until, CancellationToken cancellationToken)
    {
        if (failure is not null)
            throw failure;
        if (until is { } reached)
            await _opening.CheckReachesAsync(reached, cancellationToken).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(Glance, _time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Another position than the one where it is needs another stream of the server's.
    private ValueTask SeekAsync(long from, CancellationToken cancellationToken) =>
        from == _position && _feed is not null ? default : new ValueTask(NamedAsync(() => FollowAsync(from, cancellationToken)));

    private async Task FollowAsync(long position, CancellationToken cancellationToken)
    {
        if (_feed is not null)
            await _feed.DisposeAsync().ConfigureAwait(false);
        _mapped.Clear();
        _failure = null;
        var first = await _opening.ConnectAsync(position, _time, cancellationToken).ConfigureAwait(false);
        _feed = new ChangeFeed(_options, _connections, _opening, _time, position, first);
        _position = position;
    }

    private async Task NamedAsync(Func<Task> open)
    {
        try
        {
            await open().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw ChangeFailures.Named(exception, _options, _connections.User, ChangeFailures.Steps.Open);
        }
    }
}
