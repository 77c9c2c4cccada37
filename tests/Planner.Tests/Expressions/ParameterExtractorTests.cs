using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Planner.Tests.Expressions;

public sealed class ParameterExtractorTests
{
    private readonly List<PlanParameterExpression> _parameters = [];

    [Fact]
    public void A_captured_variable_becomes_a_parameter()
    {
        var limit = 5;

        Extracts(x => x > limit, to: "x => x > @0", "limit");
    }

    [Fact]
    public void The_largest_part_without_lambda_parameters_is_one_parameter()
    {
        var (a, b) = (5, "text");

        Extracts(x => x > a * 2 + b.Length, to: "x => x > @0", "(a * 2) + b.Length");
    }

    [Fact]
    public void Equal_parts_are_one_parameter_and_different_ones_two()
    {
        var (a, b) = (1, 2);

        Extracts(x => x > a && x < b && x != a, to: "x => ((x > @0) && (x < @1)) && (x != @0)", "a", "b");
    }

    [Fact]
    public void Two_variables_of_one_name_are_two_parameters()
    {
        Expression<Func<int, bool>> Above(int limit) => x => x > limit;

        Assert.Equal("x => x > @0", ExpressionPrinter.Print(Extract(Above(1))));
        Assert.Equal("x => x > @1", ExpressionPrinter.Print(Extract(Above(2))));
    }

    [Fact]
    public void Literals_stay() => Extracts(x => x > 5 && x.ToString() != "a" && x > (int)DayOfWeek.Monday, to: "x => ((x > 5) && (x.ToString() != \"a\")) && (x > 1)");

    [Fact]
    public void Static_members_are_read_once() => Extracts(x => x > Environment.ProcessorCount, to: "x => x > @0", "Environment.ProcessorCount");

    [Fact]
    public void Values_that_a_nested_lambda_captures_are_extracted_inside_it()
    {
        var (list, limit) = (new List<int>(), 1);

        Extracts(x => list.Any(y => y + limit > x), to: "x => @0.Any(y => (y + @1) > x)", "list", "limit");
    }

    [Fact]
    public void A_nested_lambda_that_captures_nothing_stays()
    {
        var list = new List<int>();

        Extracts(x => list.Any(y => y > 1), to: "x => @0.Any(y => y > 1)", "list");
    }

    [Fact]
    public void Arguments_of_initializers_are_extracted_but_not_their_constructors()
    {
        var (size, first) = (4, 1);

        Extracts(x => new List<int>(size) { first, x }.Count > 1, to: "x => new List<int>(@0) { @1, x }.Count > 1", "size", "first");
    }

    private LambdaExpression Extract(LambdaExpression lambda) => new ParameterExtractor(_parameters).Extract(lambda);

    private void Extracts(Expression<Func<int, bool>> lambda, string to, params string[] parameters)
    {
        Assert.Equal(to, ExpressionPrinter.Print(Extract(lambda)));
        Assert.Equal(parameters, _parameters.Select(parameter => ExpressionPrinter.Print(parameter.Value)));
        Assert.Equal(Enumerable.Range(0, parameters.Length), _parameters.Select(parameter => parameter.Index));
    }
}
