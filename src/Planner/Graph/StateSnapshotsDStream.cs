using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The state of every key of the parent, a <see cref="MappedStateDStream"/>, after each batch.</summary>
internal sealed record StateSnapshotsDStream(DStream Parent, Type RowType) : DStream(RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override void Print(PlanPrinter printer) => printer.Line($"StateSnapshots<{printer.Type(RowType)}>");
}
