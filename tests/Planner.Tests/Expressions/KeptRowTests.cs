using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Planner.Tests.Expressions;

/// <summary>What a join keeps of a row, and its result as it reads from that: <c>key</c> and <c>kept</c>.</summary>
public sealed class KeptRowTests
{
    [Fact]
    public void Members_that_the_result_reads() => Keeps(x => x.Key, (x, y) => x.Price + x.Count, "x => new ValueTuple<double, int>(x.Price, x.Count)", "kept.Item1 + ((double)kept.Item2)");

    [Fact]
    public void A_member_that_is_the_key_is_read_from_the_key() => Keeps(x => x.Key, (x, y) => x.Key + x.Count, "x => x.Count", "(double)(key + kept)");

    [Fact]
    public void Nothing_where_the_key_is_all() => Keeps(x => x.Key, (x, y) => x.Key + y, "x => default(ValueTuple)", "(double)(key + y)");

    [Fact]
    public void A_member_inside_of_the_key_is_kept() => Keeps(x => x.Key + 1, (x, y) => x.Key + y, "x => x.Key", "(double)(kept + y)");

    [Fact]
    public void The_row_where_it_is_read_whole() => Keeps(x => x.Key, (x, y) => x.Equals(x) ? x.Count : y, "x => x", "(double)(kept.Equals(kept) ? kept.Count : y)");

    [Fact]
    public void The_row_where_a_member_computes_something() => Keeps(x => x.Key, (x, y) => x.Twice, "x => x", "(double)kept.Twice");

    [Fact]
    public void A_row_that_is_an_object()
    {
        Expression<Func<Order, string>> key = x => x.Customer;
        Expression<Func<Order, int, int>> result = (x, y) => x.Quantity;
        Assert.Equal("x => x", ExpressionPrinter.Print(new KeptRow(key, result, 0).Selector));
    }

    private static void Keeps(Expression<Func<Sale, int>> key, Expression<Func<Sale, int, double>> result, string kept, string body)
    {
        var row = new KeptRow(key, result, 0);
        var (ofKey, rest) = (Expression.Parameter(typeof(int), "key"), Expression.Parameter(row.Selector.ReturnType, "kept"));
        Assert.Equal((kept, body), (ExpressionPrinter.Print(row.Selector), ExpressionPrinter.Print(row.Replace(result.Body, ofKey, rest))));
    }

    private readonly record struct Sale(int Key, int Count, double Price)
    {
        public int Twice => Count * 2;
    }
}
