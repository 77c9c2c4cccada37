namespace Nexmark;

/// <summary>How the rows that a query gives batch by batch make its result.</summary>
internal enum ResultMode
{
    /// <summary>Every row is final.</summary>
    Append,

    /// <summary>A row replaces the one with the same key.</summary>
    Update,

    /// <summary>Each batch gives the whole result.</summary>
    Complete,
}
