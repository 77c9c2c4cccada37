using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Take</c>, <c>Skip</c> and <c>Repartition</c>.</summary>
[Binds(nameof(StreamQueryable.Take), nameof(StreamQueryable.Skip), nameof(StreamQueryable.Repartition))]
internal sealed class SliceBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var count = call.Value<int>(1);
        if (call.Name == nameof(StreamQueryable.Take) && call.Source is OrderNode { Shape.IsRawSoFar: true } order)
        {
            return TopSoFar(call, order, count);
        }

        var source = call.WholeWindows();
        return call.Name switch
        {
            nameof(StreamQueryable.Take) => new SliceNode(source, Skip: 0, count, call.Origin),
            nameof(StreamQueryable.Skip) => new SliceNode(source, count, Take: null, call.Origin),
            _ => new RepartitionNode(source, count, call.Origin),
        };
    }

    // The first rows so far, in an order: all rows are one group, of which so many are kept.
    private static FlatMapNode TopSoFar(OperatorCall call, OrderNode order, int count)
    {
        var groups = new GroupNode(order.Input, Key: null, Element: null, call.Origin);
        var group = Expression.Parameter(groups.ElementType, "g");
        Expression ordered = group;
        for (var i = 0; i < order.Keys.Count; i++)
        {
            var (selector, isDescending) = order.Keys[i];
            var method = (i == 0, isDescending) switch
            {
                (true, false) => nameof(Enumerable.OrderBy),
                (true, true) => nameof(Enumerable.OrderByDescending),
                (false, false) => nameof(Enumerable.ThenBy),
                _ => nameof(Enumerable.ThenByDescending),
            };
            ordered = Expression.Call(typeof(Enumerable), method, [groups.MemberType, selector.ReturnType], ordered, selector);
        }

        var first = Expression.Call(typeof(Enumerable), nameof(Enumerable.Take), [groups.MemberType], ordered, Expression.Constant(count));
        return new FlatMapNode(groups, Expression.Lambda(first, group), Result: null, groups.MemberType, call.Origin);
    }
}
