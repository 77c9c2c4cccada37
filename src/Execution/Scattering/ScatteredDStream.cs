using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Scattering;

/// <summary>The rows of <paramref name="Parent"/> by the key of an aggregation that follows: a part of how that runs, not of the graph.</summary>
internal sealed record ScatteredDStream(DStream Parent, Type Values) : DStream(Values, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line("Scattered");
}
