using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Graph;

/// <summary>What a function gives for each pair and the state of its key, and for keys that time out.</summary>
internal sealed record MappedStateDStream(DStream Parent, PlanParameterExpression Spec, Type ResultType) : DStream(ResultType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool RunsUnasked => true;

    public override void Print(PlanPrinter printer) => printer.Line($"MapWithState<{printer.Type(ResultType)}>");
}
