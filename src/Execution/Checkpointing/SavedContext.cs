namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>All that a context needs to go on where an earlier one stopped, in memory.</summary>
/// <param name="ZeroTicks">The zero time, which survives.</param>
/// <param name="LastTicks">The time of the last completed batch.</param>
/// <param name="Operators">What each operator keeps, by operator id.</param>
internal sealed record SavedContext(long ZeroTicks, long LastTicks, IReadOnlyDictionary<string, object> Operators);
