using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Which transaction made a change, and as which of its changes.</summary>
internal readonly record struct ChangeOrigin(NpgsqlLogSequenceNumber CommitLsn, DateTimeOffset CommitTime, uint TransactionId, int Ordinal);
