namespace Linq.Streaming;

/// <summary>What an operator that keeps state holds.</summary>
/// <param name="Operator">The operator, as the query says it.</param>
/// <param name="OperatorId">What identifies it between runs: the name given with <c>Named</c>, or one derived from the query.</param>
/// <param name="Count">The number of entries: groups over all windows that are open, sessions, keys or rows.</param>
/// <param name="LateCount">How many rows it has left out as late since the start.</param>
public sealed record StateInfo(string Operator, string OperatorId, long Count, long LateCount);
