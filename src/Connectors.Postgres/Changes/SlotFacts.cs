using Npgsql;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>What the server says about itself and the slot.</summary>
/// <param name="WalLevel">Its <c>wal_level</c>.</param>
/// <param name="End">Where its log ends.</param>
/// <param name="Database">The database of the connection.</param>
/// <param name="Slot">The slot; null where there is none.</param>
internal sealed record SlotFacts(string WalLevel, long End, string Database, SlotFacts.SlotFact? Slot)
{
    private const string Query =
        """
        SELECT current_setting('wal_level'),
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END,
            current_database(), s.slot_type, s.plugin, s.database, s.active_pid, s.confirmed_flush_lsn, s.restart_lsn, to_jsonb(s) ->> 'wal_status'
        FROM (SELECT) AS one LEFT JOIN pg_replication_slots s ON s.slot_name = $1
        """;

    public static async Task<SlotFacts> ReadAsync(NpgsqlConnection connection, string slot, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Query, connection) { Parameters = { new NpgsqlParameter { Value = slot } } };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new SlotFacts(reader.GetString(0), PositionAt(reader, 1) ?? 0, reader.GetString(2), reader.IsDBNull(3) ? null : new SlotFact(
                    reader.GetString(3), TextAt(reader, 4), TextAt(reader, 5), reader.IsDBNull(6) ? null : reader.GetInt32(6), PositionAt(reader, 7), PositionAt(reader, 8), TextAt(reader, 9)));
            }
        }
    }

    private static string? TextAt(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static long? PositionAt(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : Lsn.ToPosition(reader.GetFieldValue<NpgsqlLogSequenceNumber>(at));

    /// <summary>A row of <c>pg_replication_slots</c>.</summary>
    internal sealed record SlotFact(string Kind, string? Plugin, string? Database, int? Process, long? Confirmed, long? Restart, string? WalStatus);
}
