namespace Linq.Streaming;

internal static partial class StreamErrors
{
    // --- 53xx: changes of PostgreSQL ---

    public static StreamDiagnostic PostgresWalLevel(string found) => New(
        "LS5301", $"The PostgreSQL server has wal_level = {found}, which does not have what logical replication needs. Set wal_level = logical, and restart the server.", null, found);

    public static StreamDiagnostic PostgresReplicationRefused(string user, string slot, string reason) => New(
        "LS5302", $"User '{user}' may not read changes of PostgreSQL through slot '{slot}': {reason} ALTER ROLE … REPLICATION gives the right.", null, user, slot, reason);

    public static StreamDiagnostic PostgresPublicationUnusable(string publication, string reason) => New(
        "LS5303", $"Publication '{publication}' of PostgreSQL cannot be read: {reason}", null, publication, reason);

    public static StreamDiagnostic PostgresSlotMissing(string slot, string? position) => New(
        "LS5304", $"PostgreSQL has no replication slot '{slot}'{(position is null ? ", and CreateSlot is false. Create it, or set CreateSlot." : $" any more. The query has changes up to {position}: those since then are lost to it. Fill what the query has made anew, and start it with an empty checkpoint directory.")}", null, slot, position);

    public static StreamDiagnostic PostgresSlotUnusable(string slot, string reason) => New(
        "LS5305", $"Replication slot '{slot}' of PostgreSQL cannot be read: {reason}", null, slot, reason);

    public static StreamDiagnostic PostgresSlotInUse(string slot, int? process, TimeSpan waited) => New(
        "LS5306", $"Replication slot '{slot}' of PostgreSQL is in use by another connection{(process is { } id ? $" (server process {id})" : "")}, and was not free within {waited}. One query reads a slot: stop the other one, or give this one a slot of its own.", null, slot, process, waited);

    public static StreamDiagnostic PostgresSlotAhead(string slot, string confirmed, string position) => New(
        "LS5307", $"Replication slot '{slot}' of PostgreSQL has forgotten all changes before {confirmed}, and the query has them up to {position} only. Something else has read the slot, or an older checkpoint directory was put back. Fill what the query has made anew, and start it with an empty checkpoint directory.", null, slot, confirmed, position);

    public static StreamDiagnostic PostgresServerBehind(string slot, string end, string position) => New(
        "LS5308", $"The log of the PostgreSQL server ends at {end}, and the query has read slot '{slot}' up to {position}. It is another server, or one that was restored from a backup. Connect to the one that was read, or start with an empty checkpoint directory and a new slot.", null, slot, end, position);

    public static StreamDiagnostic PostgresChangesFailed(string slot, string step, string reason) => New(
        "LS5309", $"Changes of PostgreSQL through slot '{slot}': {step} failed: {reason}", null, slot, step, reason);
}
