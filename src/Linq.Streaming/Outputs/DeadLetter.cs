namespace Linq.Streaming;

/// <summary>A row that a sink has refused.</summary>
/// <param name="BatchId">The number of the batch that it came in.</param>
/// <param name="Time">The time of that batch.</param>
/// <param name="Row">The row.</param>
/// <param name="Reason">What the sink said when it was given the row alone.</param>
/// <typeparam name="T">The type of the row.</typeparam>
public sealed record DeadLetter<T>(long BatchId, DateTimeOffset Time, T Row, string Reason);
