using NpgsqlTypes;

namespace Linq.Streaming;

/// <summary>How far a replication slot is behind its server, at a moment.</summary>
/// <param name="ServerLsn">Where the server's log ends.</param>
/// <param name="ConfirmedLsn">What has been acknowledged: the server will not send again what is before it.</param>
/// <param name="Lag">The bytes of the log between the two. They have the changes of all tables and databases, so they are no measure of rows.</param>
/// <param name="Retained">The bytes of the log that the server keeps for the slot; more than <paramref name="Lag"/>, and as much as its oldest open transaction takes.</param>
/// <param name="WalStatus">The server's <c>wal_status</c>: <c>reserved</c>, <c>extended</c>, <c>unreserved</c> (about to be lost) or <c>lost</c>; null for servers before 13.</param>
public sealed record PostgresSlotStatus(NpgsqlLogSequenceNumber ServerLsn, NpgsqlLogSequenceNumber ConfirmedLsn, long Lag, long Retained, string? WalStatus);
