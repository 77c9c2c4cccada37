namespace Linq.Streaming;

/// <summary>Whose batches a sink is given.</summary>
/// <param name="QueryId">Identifies the query through all restarts from one checkpoint directory; without one, new in each run.</param>
/// <param name="Output">The name of the output in it.</param>
/// <param name="Epoch">Grows with each start. A sink refuses, with <see cref="StreamFencedException"/>, what comes from an epoch before one that it has seen.</param>
public sealed record StreamSinkContext(Guid QueryId, string Output, long Epoch);
