namespace Linq.Streaming.Planning.Logical;

/// <summary>What becomes of rows without a match.</summary>
internal enum JoinKind
{
    /// <summary>They are left out.</summary>
    Inner,

    /// <summary>Outer rows are given with the default for the inner one.</summary>
    Left,

    /// <summary>Inner rows are given with the default for the outer one.</summary>
    Right,

    /// <summary>Both.</summary>
    Full,

    /// <summary>Each outer row is given once, with all its matches.</summary>
    Group,
}
