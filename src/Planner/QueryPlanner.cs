using Linq.Streaming.Planning.Binding;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules;
using Linq.Streaming.Planning.Rules.Lower;
using Linq.Streaming.Planning.Rules.Normalize;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Linq.Streaming.Planning;

/// <summary>From captured queries to the template of a batch. Pure: the same outputs and options give the same graph.</summary>
internal sealed class QueryPlanner(PlannerOptions options)
{
    /// <summary>Every rule, in the order in which they run.</summary>
    public static readonly IReadOnlyList<RuleBatch> Rules =
    [
        // Captured values became parameters of the plan when lambdas were bound: rules compare and move lambdas, and must not tell
        // two equal queries apart by the objects that they captured.

        // Objects made for query syntax go first: they hide filters from windows, and aggregates from the group that they are of.
        new RuleBatch("normalize", maxPasses: 100, isOptional: false,
            new RemoveTransparentIdentifiers()),

        new RuleBatch("optimize", maxPasses: 100, isOptional: true,
            // Filters move towards the sources before they are merged: one that was merged with another that cannot move would stay.
            new PushFilterThroughProjection(),
            new PushFilterThroughConcat(),
            // A filtered batch is what a window keeps, so the window comes after the others have brought the filter to it.
            new PushFilterBelowWindow(),
            new MergeFilters(),
            new LimitOrder(),
            // Projections last: a merged projection is dearer to read, which would stop filters from passing it.
            new MergeProjections()),

        // Groups last: by now every filter and projection that reads a group stands directly over it.
        new RuleBatch("lower", maxPasses: 1, isOptional: false,
            new AggregateGroups()),

        new RuleBatch("windows", maxPasses: 1, isOptional: true,
            // Which aggregates there are decides whether a window can be maintained.
            new MaintainWindowAggregates()),
    ];

    /// <summary>Plans all outputs of a program together, so that what they share is computed once.</summary>
    /// <exception cref="StreamQueryException">The program is refused; every reason is given.</exception>
    public DStreamGraph Plan(IReadOnlyList<StreamOutput> outputs, IPlanTrace? trace = null)
    {
        var diagnostics = new PlanDiagnostics();
        var parameters = new List<PlanParameterExpression>();
        if (outputs.Count == 0)
        {
            diagnostics.Report(StreamErrors.NoOutput());
        }

        var plans = Bind(outputs, parameters, diagnostics);
        diagnostics.ThrowIfAny();
        trace?.Bound(plans);

        var optimized = Rewrite(plans, trace);
        trace?.Optimized(optimized);

        return Lower(optimized, outputs, parameters);
    }

    private PlanNode[] Bind(IReadOnlyList<StreamOutput> outputs, List<PlanParameterExpression> parameters, PlanDiagnostics diagnostics)
    {
        var binder = new QueryBinder(options, parameters, diagnostics);
        return [.. outputs.Select(output => Output(binder.Bind(output.Query), output.ElementType, diagnostics))];
    }

    private static PlanNode Output(PlanNode plan, Type element, PlanDiagnostics diagnostics)
    {
        if (plan.Shape is { IsRawSoFar: true, Emission: StreamEmission.Complete })
        {
            diagnostics.Report(StreamErrors.OperatorNeedsAppend(
                "Output", plan.Shape.Describe(), "Emission.Complete needs an aggregate: group the rows, or leave Emit out.", plan.Origin.Text));
        }

        if (plan is OrderNode { Shape.IsRawSoFar: true })
        {
            diagnostics.Report(StreamErrors.OperatorNeedsAppend(
                "Output", "an order of everything so far", "Only its first rows can be given: write Take(n) after the order.", plan.Origin.Text));
        }

        if (plan.Shape is { IsRawClosing: true, Emission: StreamEmission.Early })
        {
            diagnostics.Report(StreamErrors.OperatorNeedsAppend(
                "Output", plan.Shape.Describe(), "Emission.Early needs an aggregate: group the rows, or leave Emit out.", plan.Origin.Text));
        }

        return QueryBinder.Widened(QueryBinder.Closed(plan), element);
    }

    private IReadOnlyList<PlanNode> Rewrite(IReadOnlyList<PlanNode> plans, IPlanTrace? trace)
    {
        foreach (var batch in Rules)
        {
            if (options.Optimize || !batch.IsOptional)
            {
                plans = batch.Run(plans, (rule, after) => trace?.Changed(rule, after));
            }
        }

        return plans;
    }

    private static DStreamGraph Lower(
        IReadOnlyList<PlanNode> plans, IReadOnlyList<StreamOutput> outputs, List<PlanParameterExpression> parameters)
    {
        var graph = new GraphBuilder();
        for (var i = 0; i < plans.Count; i++)
        {
            graph.AddOutput(plans[i], outputs[i]);
        }

        return graph.Build(parameters);
    }
}
