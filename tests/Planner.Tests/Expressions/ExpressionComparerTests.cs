using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Planner.Tests.Expressions;

public sealed class ExpressionComparerTests
{
    private static readonly List<PlanParameterExpression> Parameters =
        [new PlanParameterExpression(0, Expression.Constant(1)), new PlanParameterExpression(1, Expression.Constant(1))];

    [Fact]
    public void Names_of_lambda_parameters_do_not_matter() => Assert.True(Equal(x => x + 1, y => y + 1));

    [Fact]
    public void Operators_matter() => Assert.False(Equal(x => x + 1, x => x - 1));

    [Fact]
    public void Literals_matter_with_their_types()
    {
        Assert.False(Equal(x => x + 1, x => x + 2));
        Assert.False(Equal(x => Convert.ToInt32(1), x => Convert.ToInt32(1L)));
        Assert.False(Equal(x => "a\", \"b".Length, x => string.Concat("a", "b").Length));
    }

    [Fact]
    public void Checked_arithmetic_is_not_unchecked()
    {
        Assert.False(Equal(x => unchecked(x + 1), x => checked(x + 1)));
        Assert.False(Equal(x => unchecked(-x), x => checked(-x)));
        Assert.False(Equal(x => unchecked((byte)x), x => checked((byte)x)));
    }

    [Fact]
    public void Parameters_of_the_plan_are_told_apart()
    {
        var x = Expression.Parameter(typeof(int), "x");

        Assert.True(ExpressionComparer.Equal(Expression.Add(x, Parameters[0]), Expression.Add(x, Parameters[0])));
        Assert.False(ExpressionComparer.Equal(Expression.Add(x, Parameters[0]), Expression.Add(x, Parameters[1])));
    }

    [Fact]
    public void Captured_objects_are_compared_by_identity()
    {
        object first = new(), second = new();

        Assert.True(ExpressionComparer.Equal(Expression.Constant(first), Expression.Constant(first)));
        Assert.False(ExpressionComparer.Equal(Expression.Constant(first), Expression.Constant(second)));
    }

    [Fact]
    public void Free_parameters_are_compared_by_identity()
    {
        var (x, other) = (Expression.Parameter(typeof(int), "x"), Expression.Parameter(typeof(int), "x"));

        Assert.True(ExpressionComparer.Equal(Expression.Negate(x), Expression.Negate(x)));
        Assert.False(ExpressionComparer.Equal(Expression.Negate(x), Expression.Negate(other)));
    }

    private static bool Equal(Expression<Func<int, int>> first, Expression<Func<int, int>> second) => ExpressionComparer.Equal(first, second);
}
