using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Planner.Tests.Explain;

public sealed class ExpressionPrinterTests
{
    [Fact]
    public void Operators_are_those_of_CSharp() => Prints(
        (x, y) => ((x + 1) * y % 3 == 0 && !(y < 2)) || ~x != (x ^ (y << 1)),
        "(x, y) => (((((x + 1) * y) % 3) == 0) && !(y < 2)) || (~x != (x ^ (y << 1)))");

    [Fact]
    public void Literals_are_those_of_CSharp() => Prints(
        (x, y) => new object?[] { 1.5m, "te\"xt", 'c', true, null, DayOfWeek.Monday, typeof(List<int>), default(TimeSpan) },
        "(x, y) => new[] { (object)1.5, \"te\\\"xt\", (object)'c', (object)true, null, (object)DayOfWeek.Monday, typeof(List<int>), (object)00:00:00 }");

    [Fact]
    public void Calls_members_and_indexers_are_those_of_CSharp() => Prints(
        (x, y) => new List<int> { x }.Where(z => z > y).ToList()[0] + Math.Max(x, y).ToString().Length + (new int[3])[1],
        "(x, y) => (new List<int>() { x }.Where(z => z > y).ToList()[0] + Math.Max(x, y).ToString().Length) + new int[3][1]");

    [Fact]
    public void Objects_are_those_of_CSharp() => Prints(
        (x, y) => new { A = x, B = new UriBuilder { Port = y, Host = "h" } },
        "(x, y) => new { A = x, B = new UriBuilder() { Port = y, Host = \"h\" } }");

    [Fact]
    public void Conversions_and_conditions_are_those_of_CSharp() => Prints(
        (x, y) => (object)(x > y ? (long)x : y) is string,
        "(x, y) => ((object)((x > y) ? ((long)x) : ((long)y))) is string");

    [Fact]
    public void A_captured_variable_goes_by_its_name()
    {
        var limit = 3;

        Prints((x, y) => x > limit, "(x, y) => x > limit");
    }

    [Fact]
    public void Names_that_the_compiler_made_are_replaced()
    {
        var t = Expression.Parameter(typeof(int), "<>h__TransparentIdentifier0");

        Assert.Equal("t0 => t0 + 1", ExpressionPrinter.Print(Expression.Lambda(Expression.Add(t, Expression.Constant(1)), t)));
    }

    [Fact]
    public void Variables_and_statements_are_printed_apart()
    {
        var v = Expression.Variable(typeof(int), "v");
        var block = Expression.Block(
            [v], Expression.Assign(v, Expression.Constant(1)), Expression.IfThen(Expression.GreaterThan(v, Expression.Constant(2)), Expression.Call(typeof(GC), "Collect", null)), v);

        Assert.Equal("{ v = 1; if (v > 2) GC.Collect(); v }", ExpressionPrinter.Print(block));
    }

    [Fact]
    public void The_canonical_form_has_full_types_and_numbered_parameters()
    {
        Expression<Func<Order, DayOfWeek>> lambda = o => o.At.DayOfWeek;

        Assert.Equal("(Planner.Tests.Order $0) => $0.At.DayOfWeek", ExpressionPrinter.Canonical(lambda));
    }

    [Fact]
    public void The_canonical_form_tells_list_initializers_apart()
    {
        Expression<Func<int, Holder>> first = x => new Holder { Values = { x, 1 } };
        Expression<Func<int, Holder>> second = x => new Holder { Values = { x, 2 } };

        Assert.NotEqual(ExpressionPrinter.Canonical(first), ExpressionPrinter.Canonical(second));
    }

    [Fact]
    public void The_canonical_form_tells_extension_methods_of_two_classes_apart()
    {
        Expression<Func<int, int>> first = x => FirstExtensions.Twice(x);
        Expression<Func<int, int>> second = x => SecondExtensions.Twice(x);

        Assert.NotEqual(ExpressionPrinter.Canonical(first), ExpressionPrinter.Canonical(second));
    }

    private static void Prints<T>(Expression<Func<int, int, T>> lambda, string text) => Assert.Equal(text, ExpressionPrinter.Print(lambda));

    private sealed class Holder
    {
        public List<int> Values { get; } = [];
    }
}

internal static class FirstExtensions
{
    public static int Twice(this int x) => x * 2;
}

internal static class SecondExtensions
{
    public static int Twice(this int x) => x + x;
}
