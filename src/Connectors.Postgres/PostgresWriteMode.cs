namespace Linq.Streaming;

/// <summary>What becomes of a row whose key the table has already.</summary>
public enum PostgresWriteMode
{
    /// <summary>Every row is inserted. For streams that append; a row that a constraint of the table refuses fails the batch.</summary>
    Insert,

    /// <summary>A row replaces the row with the same key, by <c>INSERT … ON CONFLICT … DO UPDATE</c>. Of several in a batch the last one stays.</summary>
    Upsert,
}
