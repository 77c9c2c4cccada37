using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Graph;

/// <summary>What a user's function makes of whole partitions, or of whole RDDs of one or two parents and the batch time.</summary>
internal sealed record TransformedDStream(IReadOnlyList<DStream> Sources, PlanParameterExpression Function, bool IsPerPartition, Type ResultType)
    : DStream(ResultType, Sources, Sources[0].Slide)
{
    public override bool IsShuffle => true;

    /// <summary>Whether rows of several windows come in one batch, so that the function is called for each.</summary>
    public bool IsPerWindow => Sources[0].CarriesWindow;

    public override void Print(PlanPrinter printer) => printer.Line($"{(IsPerPartition ? "MapPartitions" : "Transform")}<{printer.Type(ResultType)}>");
}
