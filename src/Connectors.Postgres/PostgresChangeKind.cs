namespace Linq.Streaming;

/// <summary>What happened to a row, or to a whole table.</summary>
public enum PostgresChangeKind
{
    /// <summary>A row is new.</summary>
    Insert,

    /// <summary>A row has other values.</summary>
    Update,

    /// <summary>A row is gone.</summary>
    Delete,

    /// <summary>All rows of a table are gone, by <c>TRUNCATE</c>.</summary>
    Truncate,
}
