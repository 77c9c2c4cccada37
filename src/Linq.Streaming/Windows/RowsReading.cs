namespace Linq.Streaming;

/// <summary>When rows that a stream is joined with are read.</summary>
public enum RowsReading
{
    /// <summary>Once, when the context starts. They must not change afterwards. A look-up then costs each element one probe.</summary>
    Once,

    /// <summary>Again for each batch, before it is computed: for rows that change. Each batch pays for reading all of them.</summary>
    EachBatch,
}
