using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The state of every key after each batch: a function of the state before it and the key's values in the batch.</summary>
internal sealed record UpdatedStateDStream(DStream Parent, PlanParameterExpression Update, PlanParameterExpression? Initial, Type RowType)
    : DStream(RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool RunsUnasked => true;

    public override void Print(PlanPrinter printer) => printer.Line($"UpdateState<{printer.Type(RowType)}>");
}
