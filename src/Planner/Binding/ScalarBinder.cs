using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Scalars: one row for each window instance, an aggregate of all its rows as one group.</summary>
[Binds(
    nameof(StreamQueryable.Count), nameof(StreamQueryable.Sum), nameof(StreamQueryable.Min), nameof(StreamQueryable.Max),
    nameof(StreamQueryable.Average), nameof(StreamQueryable.MinBy), nameof(StreamQueryable.MaxBy),
    nameof(StreamQueryable.Any), nameof(StreamQueryable.All), nameof(StreamQueryable.Aggregate))]
internal sealed class ScalarBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var groups = new GroupNode(call.Groupable(), Key: null, Element: null, call.Origin);
        var group = Expression.Parameter(groups.ElementType, "g");
        var body = call.Name switch
        {
            nameof(StreamQueryable.Count) => KeyedGroups.Call(group, nameof(Enumerable.LongCount), Lambdas(call)),
            nameof(StreamQueryable.Aggregate) => Aggregate(call, group),
            nameof(StreamQueryable.Sum) or nameof(StreamQueryable.Average) => Numeric(call, group),
            nameof(StreamQueryable.MinBy) or nameof(StreamQueryable.MaxBy) => KeyedBy(call, group),
            nameof(StreamQueryable.Min) or nameof(StreamQueryable.Max) when call.Count > 1 =>
                Expression.Call(typeof(Enumerable), call.Name, [groups.MemberType, call.Lambda(1).ReturnType], group, call.Lambda(1)),
            _ => KeyedGroups.Call(group, call.Name, Lambdas(call)),
        };

        return new ProjectNode(groups, Expression.Lambda(body, group), call.Origin);
    }

    private static Expression[] Lambdas(OperatorCall call) => call.Count > 1 ? [call.Lambda(1)] : [];

    private static MethodCallExpression Numeric(OperatorCall call, Expression group) => call.Count > 1
        ? Expression.Call(typeof(Enumerable), call.Name, [group.Type.GetGenericArguments()[1]], group, call.Lambda(1))
        : Expression.Call(typeof(Enumerable), call.Name, null, group);

    private static MethodCallExpression KeyedBy(OperatorCall call, Expression group) => Expression.Call(
        typeof(Enumerable), call.Name, [group.Type.GetGenericArguments()[1], call.Lambda(1).ReturnType], group, call.Lambda(1));

    private static Expression Aggregate(OperatorCall call, Expression group)
    {
        if (call.IsLambda(1))
        {
            return KeyedGroups.Call(group, nameof(Enumerable.Aggregate), call.Lambda(1));
        }

        var fold = GroupFolds.Call(group, call.Captured(1), call.Lambda(2), call.Count > 3 ? call.Lambda(3) : null);
        return call.Count > 4 ? Inlining.Apply(call.Lambda(4), fold) : fold;
    }
}
