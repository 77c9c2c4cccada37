using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Rows that are at hand, read again for each of its RDDs.</summary>
internal sealed record RowsDStream(PlanParameterExpression Rows, Type RowType, TimeSpan RowsSlide) : DStream(RowType, [], RowsSlide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Rows<{printer.Type(RowType)}>");
}
