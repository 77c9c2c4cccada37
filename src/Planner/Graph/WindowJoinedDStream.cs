using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>
/// For each pair of an outer and an inner row with equal keys in equal windows of event time, the result of the two; in the first batch whose watermark in force
/// has reached the window's end, windows in ascending order. Rows are kept until then.
/// </summary>
/// <param name="Outer">The outer rows.</param>
/// <param name="Inner">The inner rows.</param>
/// <param name="Result">What becomes of a pair.</param>
/// <param name="Kind">What becomes of rows without a match.</param>
internal sealed record WindowJoinedDStream(WindowJoinSide Outer, WindowJoinSide Inner, LambdaExpression Result, JoinKind Kind)
    : DStream(Result.ReturnType, [Outer.Stream, Inner.Stream], Outer.Stream.Slide)
{
    public bool KeepsOuter => Kind is JoinKind.Left or JoinKind.Full;

    public bool KeepsInner => Kind is JoinKind.Right or JoinKind.Full;

    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool IsOpenAtEnd => true;

    public override void Print(PlanPrinter printer) => printer.Line(
        $"{Kind} window join {Outer.Windows} {printer.Expression(Outer.Key)} equals {printer.Expression(Inner.Key)} into {printer.Expression(Result)}");
}

/// <summary>One side of a <see cref="WindowJoinedDStream"/>.</summary>
/// <param name="Stream">The rows, with their times.</param>
/// <param name="Key">The key of a row.</param>
/// <param name="Windows">How rows are put into windows: one by their time, or are in the one that they carry.</param>
/// <param name="Watermark">What closes windows, the smaller watermark of the two sides, and which rows are late.</param>
internal sealed record WindowJoinSide(DStream Stream, LambdaExpression Key, EventWindows Windows, WatermarkInputs Watermark);
