using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>One connection that streams, from a position on until it fails.</summary>
internal sealed class ChangeConnection : IAsyncDisposable
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMilliseconds(500);

    private readonly LogicalReplicationConnection _connection;
    private readonly PostgresChangeOptions _options;

    private ChangeConnection(LogicalReplicationConnection connection, PostgresChangeOptions options) => (_connection, _options) = (connection, options);

    /// <summary>How far it has received.</summary>
    public long Received => Lsn.ToPosition(_connection.LastReceivedLsn);

    public static async Task<ChangeConnection> OpenAsync(PostgresChangeOptions options, ChangeConnections connections, CancellationToken cancellationToken)
    {
        var connection = new LogicalReplicationConnection(connections.Replication) { WalReceiverStatusInterval = SignOfLife };
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

    /// <summary>Tells the server, with the next sign of life, that it may forget what is before <paramref name="position"/>.</summary>
    /// <remarks>Not at once: Npgsql can be told to, but waits for ever where the connection ends meanwhile.</remarks>
    public void Acknowledge(long position) => _connection.SetReplicationStatus(Lsn.Of(position));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
