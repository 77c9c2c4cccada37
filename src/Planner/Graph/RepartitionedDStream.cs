using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows in exactly <paramref name="Partitions"/> partitions, in the same order.</summary>
internal sealed record RepartitionedDStream(DStream Parent, int Partitions) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsView => true;

    public override void Print(PlanPrinter printer) => printer.Line($"Repartition {Partitions}");
}
