namespace Linq.Streaming.Execution.Serialization;

/// <summary>What collections are called in a schema. Collections of one kind have the same bytes, so a member may change from one to another of its kind.</summary>
internal static class SequenceKinds
{
    /// <summary>Elements in order.</summary>
    public const string List = "";

    /// <summary>Different elements, compared by their default equality.</summary>
    public const string Set = "set";

    /// <summary>Different elements in their order; before them a byte says in which.</summary>
    public const string SortedSet = "sortedset";

    /// <summary>Keys, compared by their default equality, with values.</summary>
    public const string Map = "map";

    /// <summary>Keys in their order, with values; before them a byte says in which.</summary>
    public const string SortedMap = "sortedmap";

    public static bool IsSorted(string kind) => kind is SortedSet or SortedMap;

    /// <summary>How many parts an element has; 0 where there is no such kind.</summary>
    public static int PartsOf(string kind) => kind switch
    {
        List or Set or SortedSet => 1,
        Map or SortedMap => 2,
        _ => 0,
    };
}
