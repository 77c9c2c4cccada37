namespace Linq.Streaming;

/// <summary>What a receiver is doing.</summary>
public enum ReceiverState
{
    /// <summary>It has not been started.</summary>
    Initial,

    /// <summary>It receives.</summary>
    Active,

    /// <summary>It has failed and is started again after a while.</summary>
    Restarting,

    /// <summary>It has come to its end.</summary>
    Ended,

    /// <summary>It has been stopped.</summary>
    Stopped,

    /// <summary>It has failed for good.</summary>
    Failed,
}
