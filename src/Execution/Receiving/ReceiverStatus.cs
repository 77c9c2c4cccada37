namespace Linq.Streaming;

/// <summary>How a receiver stands.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Restarts">How often it has been started again.</param>
/// <param name="LastError">What it failed with last; null where it never did.</param>
public sealed record ReceiverStatus(ReceiverState State, long Restarts, string? LastError);
