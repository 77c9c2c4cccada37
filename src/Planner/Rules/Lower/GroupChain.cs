using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>A group with the filters over it, outermost first, on its way to becoming an aggregation.</summary>
internal sealed class GroupChain(GroupNode group, IReadOnlyList<FilterNode> filters)
{
    /// <summary>The aggregation that the filters and <paramref name="reader"/> need, with the filters over it; <paramref name="rewritten"/> reads its rows.</summary>
    public PlanNode Input(LambdaExpression reader, out LambdaExpression rewritten)
    {
        var key = CompositeKey.Of(group.Key);
        var reads = new GroupReads(group, key);
        var tests = filters.Select(filter => reads.Collect(filter.Predicate)).ToArray();
        var read = reads.Collect(reader);

        var aggregation = new Aggregation(key.Stored, reads.Calls, EmitsEmpty(reads.Calls));
        PlanNode node = new GroupAggregateNode(group.Input, aggregation, group.Origin);
        for (var i = filters.Count - 1; i >= 0; i--)
        {
            node = filters[i] with { Input = node, Predicate = reads.Resolve(tests[i], aggregation) };
        }

        rewritten = reads.Resolve(read, aggregation);
        return node;
    }

    /// <summary>The groups themselves as rows, for an operator that takes them whole.</summary>
    public PlanNode Whole()
    {
        var whole = Expression.Parameter(group.ElementType, "g");
        var input = Input(Expression.Lambda(whole, whole), out var selector);
        return new ProjectNode(input, selector, group.Origin);
    }

    private bool EmitsEmpty(IReadOnlyList<AggregateCall> calls) =>
        group.Key is null && calls.Count > 0 && calls.All(call => call.Function.HasEmptyResult)
        && (group.Input.Shape.Kind is WindowKind.Batch or WindowKind.BatchWindow);
}
