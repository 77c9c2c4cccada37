using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>MapValues</c> and <c>FlatMapValues</c>: pairs with the same keys and other values.</summary>
[Binds(nameof(StreamQueryable.MapValues), nameof(StreamQueryable.FlatMapValues))]
internal sealed class KeyedMappingBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        var selector = call.Name == nameof(StreamQueryable.MapValues) ? call.Lambda(1) : call.Collection(1);
        var pair = Expression.Parameter(source.ElementType, "pair");
        var value = Inlining.Apply(selector, Expression.Property(pair, "Value"));
        if (call.Name == nameof(StreamQueryable.MapValues))
        {
            return new ProjectNode(source, Expression.Lambda(Pair(pair, value), pair), call.Origin);
        }

        var item = Expression.Parameter(call.TypeArguments[2], "item");
        return new FlatMapNode(source, Expression.Lambda(value, pair), Expression.Lambda(Pair(pair, item), pair, item), item.Type, call.Origin);
    }

    private static NewExpression Pair(ParameterExpression pair, Expression value)
    {
        var key = Expression.Property(pair, "Key");
        var type = typeof(KeyValuePair<,>).MakeGenericType(key.Type, value.Type);
        return Expression.New(type.GetConstructors()[0], [key, value], [type.GetProperty("Key")!, type.GetProperty("Value")!]);
    }
}
