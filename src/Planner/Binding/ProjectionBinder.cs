using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Select</c>, with and without the window; <c>Cast</c>; <c>OfType</c>, which also filters.</summary>
[Binds(nameof(StreamQueryable.Select), nameof(StreamQueryable.Cast), nameof(StreamQueryable.OfType))]
internal sealed class ProjectionBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        if (call.Name == nameof(StreamQueryable.Select))
        {
            return new ProjectNode(call.Source, call.Lambda(1), call.Origin);
        }

        var source = call.Source;
        var target = call.TypeArguments[0];
        var row = Expression.Parameter(source.ElementType, "x");
        if (call.Name == nameof(StreamQueryable.OfType))
        {
            source = new FilterNode(source, Expression.Lambda(Expression.TypeIs(row, target), row), call.Origin);
        }

        return source.ElementType == target ? source : new ProjectNode(source, Expression.Lambda(Converted(row, target), row), call.Origin);
    }

    // As Enumerable.Cast: a boxed value is unboxed, so an int is not cast to a long.
    private static UnaryExpression Converted(ParameterExpression row, Type target) =>
        Expression.Convert(Expression.Convert(row, typeof(object)), target);
}
