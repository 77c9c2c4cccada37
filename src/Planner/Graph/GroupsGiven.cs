namespace Linq.Streaming.Planning.Graph;

/// <summary>Which of the groups that it keeps an aggregation over everything so far gives in a batch.</summary>
internal enum GroupsGiven
{
    /// <summary>Those that the batch touched.</summary>
    Touched,

    /// <summary>Those that the batch saw for the first time.</summary>
    New,

    /// <summary>All.</summary>
    All,
}
