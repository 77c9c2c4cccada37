namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>What one transaction changed, in its order.</summary>
/// <param name="EndLsn">The position behind it. Grows from one transaction to the next.</param>
/// <param name="Changes">At least one.</param>
internal sealed record ChangeTransaction(long EndLsn, IReadOnlyList<PostgresChange> Changes);
