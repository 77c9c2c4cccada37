using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>Computes what a query reads of its groups as rows pass: <c>Project(g => f(g.Key, g.Sum(…)))(Group(k)(S))</c> becomes <c>Project(r => f(r.Key, r.Accumulator…))(GroupAggregate(k, [Sum(…)])(S))</c>.</summary>
/// <remarks>
/// An aggregation has a partial form before the shuffle and a final one after it, so only accumulators travel. Filters and orders between
/// the group and the projection read accumulators too. Whatever else a query does with a group makes its rows be collected.
/// </remarks>
internal sealed class AggregateGroups : PlanRule
{
    public override string Name => "aggregate-groups";

    // From the outputs down, because what reads a group decides how it is computed; so this rule walks by itself.
    public override IReadOnlyList<PlanNode> Apply(IReadOnlyList<PlanNode> plans)
    {
        var done = new Dictionary<PlanNode, PlanNode>(ReferenceEqualityComparer.Instance);
        return [.. plans.Select(plan => Visit(plan))];

        PlanNode Visit(PlanNode node)
        {
            if (!done.TryGetValue(node, out var result))
            {
                var rewritten = Rewrite(node);
                result = rewritten.WithInputs([.. rewritten.Inputs.Select(Visit)]);
                done.Add(node, result);
            }

            return result;
        }
    }

    private static PlanNode Rewrite(PlanNode node) => node switch
    {
        ProjectNode { ReadsWindow: false } project when GroupChain.Below(project.Input) is { } groups =>
            project with { Input = groups.Input(project.Selector, out var selector), Selector = selector },
        FlatMapNode flat when GroupChain.Below(flat.Input) is { } groups && (flat.Result is null || !UsesGroup(flat.Result)) =>
            flat with { Input = groups.Input(flat.Collection, out var collection), Collection = collection, Result = flat.Result is null ? null : WithoutGroup(flat.Result, collection) },
        FlatMapNode { Result: { } result } flat when GroupChain.Below(flat.Input) is not null => Rewrite(Nested(flat, result)),
        _ when GroupChain.Below(node) is { } groups => groups.Whole(),
        _ => node,
    };

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => Rewrite(node);

    private static bool UsesGroup(LambdaExpression result) =>
        Expressions.ExpressionFacts.CountUses(result.Body, result.Parameters[0]) > 0;

    private static LambdaExpression WithoutGroup(LambdaExpression result, LambdaExpression collection) =>
        Expression.Lambda(result.Body, collection.Parameters[0], result.Parameters[1]);

    // A result selector that reads the group beside the item: the item's part becomes a Select inside the collection.
    private static FlatMapNode Nested(FlatMapNode flat, LambdaExpression result)
    {
        var group = flat.Collection.Parameters[0];
        var body = Expressions.Substitution.Replace(result.Body, new() { [result.Parameters[0]] = group });
        var select = Expression.Call(
            typeof(Enumerable), nameof(Enumerable.Select), [flat.ItemType, result.ReturnType], flat.Collection.Body, Expression.Lambda(body, result.Parameters[1]));
        return flat with { Collection = Expression.Lambda(select, group), Result = null, ItemType = result.ReturnType };
    }
}
