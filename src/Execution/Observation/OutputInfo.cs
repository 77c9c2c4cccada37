namespace Linq.Streaming;

/// <summary>What an output had in a batch.</summary>
/// <param name="Name">The name of the output in its sink, else its operation and number.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Duration">How long it took to hand them over; null before that.</param>
public sealed record OutputInfo(string Name, long Rows, TimeSpan? Duration);
