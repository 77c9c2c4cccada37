namespace Linq.Streaming.Execution.Inputs;

/// <summary>How the rows of a batch are found again after a restart.</summary>
internal enum InputRecovery
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>The source is read again, from one position to another.</summary>
    Replayed,

    /// <summary>The rows are kept in the log of the query, since the source will not give them again.</summary>
    Logged,
}
