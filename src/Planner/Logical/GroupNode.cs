using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Groups as the query says it: rows by key, each group one element; all rows are one group where there is no key. A rule turns it into an aggregation.</summary>
internal sealed record GroupNode(PlanNode Input, LambdaExpression? Key, LambdaExpression? Element, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>Over everything so far, whether only groups that are new in a batch are given.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>The type of one element of a group.</summary>
    public Type MemberType => Element?.ReturnType ?? Input.ElementType;

    public override Type ElementType { get; } =
        typeof(IStreamGrouping<,>).MakeGenericType(Key?.ReturnType ?? typeof(ValueTuple), Element?.ReturnType ?? Input.ElementType);

    public override StreamShape Shape => Input.Shape.Grouped();

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Group {(Key is null ? "all" : printer.Expression(Key))}{(Element is null ? "" : $", {printer.Expression(Element)}")}");

    public override DStream Lower(GraphBuilder graph) =>
        throw new InvalidOperationException("A group is lowered after it has become an aggregation.");
}
