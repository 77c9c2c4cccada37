using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>One connection that streams, from a position on until it fails.</summary>
internal sealed class ChangeConnection : IAsyncDisposable
{
    private readonly LogicalReplicationConnection _connection;
    private readonly PostgresChangeOptions _options;

    private ChangeConnection(LogicalReplicationConnection connection, PostgresChangeOptions options) => (_connection, _options) = (connection, options);

    /// <summary>How far it has received.</summary>
    public long Received => Lsn.ToPosition(_connection.LastReceivedLsn);

    public static async Task<ChangeConnection> OpenAsync(PostgresChangeOptions options, ChangeConnections connections, CancellationToken cancellationToken)
    {
        var connection = new LogicalReplicationConnection(connections.Replication) { WalReceiverStatusInterval = TimeSpan.FromSeconds(1) };
        try
        {
            await connection.Open(cancellationToken).ConfigureAwait(false);
            return new ChangeConnection(connection, options);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Receives transactions until the connection fails or is cancelled. Stops in between while the queue is full; Npgsql keeps the connection alive then.</summary>
    public async Task ReceiveAsync(ChangeQueue queue, CancellationToken cancellationToken)
    {
        var decoder = new ChangeDecoder();
        var messages = _connection.StartReplication(
            new PgOutputReplicationSlot(_options.Slot), new PgOutputReplicationOptions(_options.Publication, PgOutputProtocolVersion.V1), cancellationToken, Lsn.Of(queue.Complete));
        queue.Connect(() => Received);
        try
        {
            await foreach (var message in messages.ConfigureAwait(false))
            {
                if (message is BeginMessage)
                    queue.Begin();
                if (await decoder.TakeAsync(message, cancellationToken).ConfigureAwait(false) is { } transaction)
                {
                    queue.Add(transaction);
                    await queue.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            queue.Connect(null);
        }
    }

    /// <summary>Tells the server, now and with every later sign of life, that it may forget what is before <paramref name="position"/>.</summary>
    public async Task AcknowledgeAsync(long position, CancellationToken cancellationToken)
    {
        _connection.SetReplicationStatus(Lsn.Of(position));
        // Before it has received something it has not begun, and Npgsql would stumble.
        if (Received == 0)
            return;
        try
        {
            await _connection.SendStatusUpdate(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // It is not streaming any more, and Npgsql says so in several ways: the position goes with the next sign of life, of this connection or the next.
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
