namespace Linq.Streaming;

/// <summary>What is known of a batch that has completed.</summary>
/// <param name="Id">The number of the batch: 1 for the first after the zero time.</param>
/// <param name="Time">The batch time, in UTC.</param>
/// <param name="Sources">What each source gave to the batch; a source without data at the batch is not among them.</param>
/// <param name="Watermarks">The watermark of each <c>WithEventTime</c>, in the order of the graph.</param>
/// <param name="Operators">What each operator that keeps state holds after the batch, in the order of the graph.</param>
public sealed record BatchInfo(
    long Id, DateTimeOffset Time, IReadOnlyList<SourceInfo> Sources, IReadOnlyList<WatermarkInfo> Watermarks, IReadOnlyList<StateInfo> Operators);

/// <summary>What a source gave to a batch.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Count">The number of elements.</param>
public sealed record SourceInfo(string Name, long Count);

/// <summary>The watermark of a <c>WithEventTime</c>.</summary>
/// <param name="Operator">The operator, as the query says it.</param>
/// <param name="OperatorId">What identifies it between runs: the name given with <c>Named</c>, or one derived from the query.</param>
/// <param name="InForce">By which the batch was judged; null while no time had been seen from every source that counts.</param>
/// <param name="Next">In force in the next batch.</param>
public sealed record WatermarkInfo(string Operator, string OperatorId, DateTimeOffset? InForce, DateTimeOffset? Next);

/// <summary>What an operator that keeps state holds.</summary>
/// <param name="Operator">The operator, as the query says it.</param>
/// <param name="OperatorId">What identifies it between runs: the name given with <c>Named</c>, or one derived from the query.</param>
/// <param name="Count">The number of entries: groups over all windows that are open, sessions, keys or rows.</param>
/// <param name="LateCount">How many rows it has left out as late since the start.</param>
public sealed record StateInfo(string Operator, string OperatorId, long Count, long LateCount);
