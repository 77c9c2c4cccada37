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
            return Project(call);
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

    // A row that is in several windows, or in one whose end is not known yet, has its windows when they have closed.
    private static ProjectNode Project(OperatorCall call)
    {
        var source = call.Source;
        var selector = call.Lambda(1);
        var isKnown = source.Shape is not { IsRawClosing: true, KeepsWindow: false } || (source.Shape.Kind == WindowKind.EventWindow && source.Shape.WindowSlide == source.Shape.Length);
        return new ProjectNode(selector.Parameters.Count == 1 || isKnown ? source : call.ClosedOnce(source), selector, call.Origin);
    }

    // As Enumerable.Cast: a boxed value is unboxed, so an int is not cast to a long.
    private static UnaryExpression Converted(ParameterExpression row, Type target) =>
        Expression.Convert(Expression.Convert(row, typeof(object)), target);
}
