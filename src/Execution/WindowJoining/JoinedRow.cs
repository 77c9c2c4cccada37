namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>A row of one side of a window, with its key, and a link of the table that is built over it. Public fields, so that generated code reads them in place.</summary>
internal struct JoinedRow<TKey, TRow>
{
    public TKey Key;

    /// <summary>The place of the next row whose key has the same home in the table; negative where there is none.</summary>
    public int Next;

    public TRow Row;
}
