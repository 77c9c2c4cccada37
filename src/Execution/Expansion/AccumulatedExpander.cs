using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation over everything so far.</summary>
[Expands(typeof(AccumulatedDStream))]
internal sealed class AccumulatedExpander(AccumulatedDStream template, ExpansionContext context)
    : StatefulAggregateExpander(template, context.Expander(template.Parent), template.Aggregation), IOutputPolicy
{
    private static readonly RowWindow Everything = new(WindowKind.SoFar, TimeSpan.Zero, IsResult: true);

    public bool IsUpdate => template.Gives != GroupsGiven.All;

    public bool OnlyNew => template.Gives == GroupsGiven.New;

    public bool RemovesOutputs => false;

    public IReadOnlyList<long> Outputs(IReadOnlyList<long> windows) => windows;

    protected override IStatefulShuffle CreateShuffle() => (IStatefulShuffle)Activator.CreateInstance(
        typeof(AccumulatedShuffle<,>).MakeGenericType(template.Aggregation.KeyType, template.Aggregation.AccumulatorType), template.Aggregation, context, this)!;

    protected override Row ToRow(StageEmitter emitter, Expression key, Expression accumulator, Expression windowStart) =>
        new(GroupRows.New(template.ElementType, key, Window(emitter, Everything, default), accumulator));
}
