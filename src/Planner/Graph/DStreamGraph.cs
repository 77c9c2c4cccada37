using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The template of every batch: all streams reachable from the outputs.</summary>
/// <param name="Streams">All streams, parents before children.</param>
/// <param name="Outputs">The output operations, in the order of registration.</param>
/// <param name="Parameters">The captured values that lambdas refer to, read once at <c>Start()</c>.</param>
/// <param name="Fingerprint">What the program computes, as 16 hexadecimal digits: the same in every process that builds the same query.</param>
internal sealed record DStreamGraph(
    IReadOnlyList<DStream> Streams,
    IReadOnlyList<OutputDStream> Outputs,
    IReadOnlyList<PlanParameterExpression> Parameters,
    string Fingerprint);
