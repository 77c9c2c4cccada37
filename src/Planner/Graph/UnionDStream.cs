using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The rows of the first parent, then those of the second. A parent without an RDD at a batch adds nothing.</summary>
internal sealed record UnionDStream(DStream First, DStream Second) : DStream(First.ElementType, [First, Second], First.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line("Union");
}
