using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The rows of a batch or window without the first <paramref name="Skip"/>, and at most <paramref name="Take"/> of the rest.</summary>
internal sealed record SlicedDStream(DStream Parent, int Skip, int? Take) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsView => true;

    /// <summary>Whether rows of several windows come in one batch, each cut for itself.</summary>
    public bool IsPerWindow => Parent.CarriesWindow;

    public override void Print(PlanPrinter printer) => printer.Line($"Slice {(IsPerWindow ? "per window " : "")}skip={Skip}{(Take is null ? "" : $" take={Take}")}");
}
