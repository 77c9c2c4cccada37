using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The rows of a batch or window in ascending order of the sort keys; equal rows keep their order. With a limit, only the first ones.</summary>
internal sealed record OrderedDStream(DStream Parent, IReadOnlyList<SortKey> Keys, int? Limit) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    /// <summary>Whether rows of several windows come in one batch, each in the order of its own.</summary>
    public bool IsPerWindow => Parent.CarriesWindow;

    public override void Print(PlanPrinter printer) => printer.Line($"Order {(IsPerWindow ? "per window " : "")}{string.Join(", ", Keys.Select(key => key.Print(printer)))}{(Limit is null ? "" : $" first={Limit}")}");
}
