using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>A group with the operators over it that leave rows as they are (filters, orders, slices), outermost first, on its way to becoming an aggregation.</summary>
internal sealed class GroupChain(GroupNode group, IReadOnlyList<UnaryNode> over)
{
    /// <summary>The chain that ends in a group; null where there is none.</summary>
    public static GroupChain? Below(PlanNode node)
    {
        var over = new List<UnaryNode>();
        while (node is FilterNode or OrderNode or SliceNode)
        {
            over.Add((UnaryNode)node);
            node = over[^1].Input;
        }

        return node is GroupNode group ? new GroupChain(group, over) : null;
    }

    /// <summary>The aggregation that the chain and <paramref name="reader"/> need, with the chain over it; <paramref name="rewritten"/> reads its rows.</summary>
    public PlanNode Input(LambdaExpression reader, out LambdaExpression rewritten)
    {
        var key = CompositeKey.Of(group.Key);
        var reads = new GroupReads(group, key);
        var lambdas = over.Select(node => Lambdas(node).Select(reads.Collect).ToArray()).ToArray();
        var read = reads.Collect(reader);

        var aggregation = new Aggregation(key.Stored, reads.Calls, EmitsEmpty(reads.Calls));
        PlanNode node = new GroupAggregateNode(group.Input, aggregation, group.Origin) { OnlyNew = group.OnlyNew };
        for (var i = over.Count - 1; i >= 0; i--)
        {
            node = Over(over[i], node, [.. lambdas[i].Select(lambda => reads.Resolve(lambda, aggregation))]);
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

    private static IEnumerable<LambdaExpression> Lambdas(UnaryNode node) => node switch
    {
        FilterNode filter => [filter.Predicate],
        OrderNode order => order.Keys.Select(key => key.Selector),
        _ => [],
    };

    private static PlanNode Over(UnaryNode node, PlanNode input, LambdaExpression[] lambdas) => node switch
    {
        FilterNode filter => filter with { Input = input, Predicate = lambdas[0] },
        OrderNode order => order with { Input = input, Keys = [.. order.Keys.Select((key, i) => key with { Selector = lambdas[i] })] },
        _ => node.WithInputs([input]),
    };

    private bool EmitsEmpty(IReadOnlyList<AggregateCall> calls) =>
        group.Key is null && calls.Count > 0 && calls.All(call => call.Function.HasEmptyResult)
        && (group.Input.Shape.Kind is WindowKind.Batch or WindowKind.BatchWindow);
}
