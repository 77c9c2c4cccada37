using System.Linq.Expressions;
using Linq.Streaming;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Planner.Tests.Aggregates;

public sealed class AggregateTranslatorTests
{
    [Fact]
    public void LINQs_aggregates_are_recognised()
    {
        Translates(g => g.Count(), "Count()");
        Translates(g => g.LongCount(o => o.Price > 1), "Count() where o => o.Price > 1");
        Translates(g => g.Sum(o => o.Price), "Sum(o => o.Price)");
        Translates(g => g.Average(o => o.Quantity), "Average(o => o.Quantity)");
        Translates(g => g.Min(o => o.Customer), "Min(o => o.Customer)");
        Translates(g => g.Max(o => o.At), "Max(o => o.At)");
        Translates(g => g.MaxBy(o => o.At), "MaxBy(o => o.At)");
        Translates(g => g.MinBy(o => o.Price), "MinBy(o => o.Price)");
        Translates(g => g.First(), "First()");
        Translates(g => g.Last(o => o.Price > 1), "Last() where o => o.Price > 1");
        Translates(g => g.Any(o => o.Price > 1), "Any(o => o.Price > 1)");
        Translates(g => g.All(o => o.Price > 1), "All(o => o.Price > 1)");
        Translates(g => g.Aggregate((a, b) => b), "Reduce((a, b) => b)");
        Translates(g => g.Aggregate(1, (sum, o) => sum + o.Quantity), "FoldInOrder(1, (sum, o) => sum + o.Quantity)");
    }

    [Fact]
    public void Filters_and_selections_before_an_aggregate_become_part_of_it()
    {
        Translates(g => g.Where(o => o.Price > 1).Where(p => p.Price < 9).Count(), "Count() where o => (o.Price > 1) && (o.Price < 9)");
        Translates(g => g.Select(o => o.Quantity).Select(q => q * 2).Sum(), "Sum(o => o.Quantity * 2)");
        Translates(g => g.Select(o => o.Quantity).Where(q => q > 1).Max(), "Max(o => o.Quantity) where o => o.Quantity > 1");
        Translates(g => g.Select(o => o.Quantity).Count(q => q > 1), "Count() where o => o.Quantity > 1");
        Translates(g => ((IEnumerable<Order>)g).Any(), "Any(x => true)");
    }

    [Fact]
    public void Distinct_counts_and_first_rows_of_an_order_are_recognised()
    {
        Translates(g => g.Select(o => o.Customer).Distinct().Count(), "DistinctCount(o => o.Customer)");
        Translates(g => g.OrderBy(o => o.At).ThenByDescending(o => o.Price).Take(3), "Top+-(o => o.At, o => o.Price, 3)");
        Translates(g => g.Where(o => o.Price > 1).OrderByDescending(o => o.At).Take(1), "Top-(o => o.At, 1) where o => o.Price > 1");
    }

    [Fact]
    public void An_order_of_ordered_rows_is_not_a_further_key_of_it()
    {
        Leaves(g => g.OrderBy(o => o.At).OrderBy(o => o.Price).Take(3));
        Leaves(g => g.OrderBy(o => o.At).ThenBy(o => o.Customer).OrderByDescending(o => o.Price).ThenBy(o => o.Quantity).Take(3));
    }

    [Fact]
    public void The_element_selector_of_the_group_is_applied_first()
    {
        Expression<Func<IStreamGrouping<string, double>, double>> query = g => g.Where(p => p > 1).Max(p => p + 1);
        Expression<Func<Order, double>> element = o => o.Price;

        Assert.Equal("Max(o => o.Price + 1) where o => o.Price > 1", Translated(query, element));
    }

    [Fact]
    public void A_captured_delegate_is_called_for_each_row()
    {
        Func<Order, double> price = o => o.Price;

        Translates(g => g.Sum(price), "Sum(arg => price(arg))");
    }

    [Fact]
    public void What_cannot_be_computed_as_rows_pass_is_left()
    {
        Leaves(g => g.Distinct());
        Leaves(g => g.OrderBy(o => o.At));
        Leaves(g => g.ToList());
        Leaves(g => g.ElementAt(1));
        Leaves(g => g.Max(Comparer<Order>.Default));
        Leaves(g => g.Select((o, i) => o.Price * i).Sum());
        Leaves(g => g.Where((o, i) => i > 0).Count());
        Leaves(g => g.Aggregate(0, (a, o) => a, a => a + 1));
        Leaves(g => g.Count(o => o.Price > g.Count()));
        Leaves(g => Math.Abs(g.Count()));
        Leaves(g => g.Key.Count(c => c == 'a'));
    }

    private static void Translates<T>(Expression<Func<IStreamGrouping<string, Order>, T>> query, string to) => Assert.Equal(to, Translated(query, null));

    private static void Leaves<T>(Expression<Func<IStreamGrouping<string, Order>, T>> query) => Assert.Null(Translated(query, null));

    private static string? Translated(LambdaExpression query, LambdaExpression? element) =>
        AggregateTranslator.Translate((MethodCallExpression)query.Body, query.Parameters[0], element)?.Print(new PlanPrinter());
}
