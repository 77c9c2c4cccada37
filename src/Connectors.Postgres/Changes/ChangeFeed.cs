using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Receives the changes behind a position in the background, over as many connections as it takes.</summary>
internal sealed class ChangeFeed : IAsyncDisposable
{
    private readonly PostgresChangeOptions _options;
    private readonly ChangeConnections _connections;
    private readonly SlotOpening _opening;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private ChangeConnection? _connection;
    private long _acknowledged;

    public ChangeFeed(PostgresChangeOptions options, ChangeConnections connections, SlotOpening opening, TimeProvider time, long from, ChangeConnection? first)
    {
        (_options, _connections, _opening, _time) = (options, connections, opening, time);
        Queue = new ChangeQueue(options.MaxQueued, from);
        _running = Task.Run(() => RunAsync(first));
    }

    public ChangeQueue Queue { get; }

    /// <summary>Lets the server forget what is before <paramref name="position"/>.</summary>
    public void Acknowledge(long position)
    {
        if (position <= _acknowledged)
            return;
        Volatile.Write(ref _acknowledged, position);
        Volatile.Read(ref _connection)?.Acknowledge(position);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task RunAsync(ChangeConnection? connection)
    {
        try
        {
            for (var retries = new Retries(_time, _options.ReconnectTimeout); ; connection = null)
            {
                retries.Begin(Queue.Complete);
                var failure = await FailureOfAsync(connection).ConfigureAwait(false);
                if (await NextAsync(retries, failure).ConfigureAwait(false) is not { } delay)
                    throw failure;
                await Task.Delay(delay, _time, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Queue.Fail(ChangeFailures.Named(failure, _options, _connections.User, ChangeFailures.Steps.Stream));
        }
    }

    // When to try again; null where that is in vain.
    private async Task<TimeSpan?> NextAsync(Retries retries, Exception failure)
    {
        if (failure is PostgresException { SqlState: ChangeFailures.NoSuchObject } missing)
        {
            // That the slot or the publication is gone is said here.
            await _opening.CheckAsync(Queue.Complete, _end.Token).ConfigureAwait(false);
            throw _opening.Unreadable(missing);
        }

        return ChangeFailures.Passes(failure) ? retries.Next(Queue.Complete) : null;
    }

    // Runs one connection, the given or a new one, to its end.
    private async Task<Exception> FailureOfAsync(ChangeConnection? connection)
    {
        try
        {
            if (connection is null)
            {
                await _opening.CheckAsync(Queue.Complete, _end.Token).ConfigureAwait(false);
                connection = await ChangeConnection.OpenAsync(_options, _connections, _end.Token).ConfigureAwait(false);
            }

            await using (connection.ConfigureAwait(false))
                await StreamAsync(connection).ConfigureAwait(false);
            return new IOException("The server has ended the stream.");
        }
        catch (Exception failure) when (!_end.IsCancellationRequested)
        {
            return failure;
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            throw new OperationCanceledException(_end.Token);
        }
    }

    private async Task StreamAsync(ChangeConnection connection)
    {
        Volatile.Write(ref _connection, connection);
        try
        {
            if (Volatile.Read(ref _acknowledged) is > 0 and var acknowledged)
                connection.Acknowledge(acknowledged);
            await connection.ReceiveAsync(Queue, _end.Token).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _connection, null);
        }
    }
}
