namespace Linq.Streaming;

/// <summary>The watermark of a <c>WithEventTime</c>.</summary>
/// <param name="Operator">The operator, as the query says it.</param>
/// <param name="OperatorId">What identifies it between runs: the name given with <c>Named</c>, or one derived from the query.</param>
/// <param name="InForce">By which the batch was judged; null while no time had been seen from every source that counts.</param>
/// <param name="Next">In force in the next batch.</param>
public sealed record WatermarkInfo(string Operator, string OperatorId, DateTimeOffset? InForce, DateTimeOffset? Next);
