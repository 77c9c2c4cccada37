using Linq.Streaming;
using Linq.Streaming.Planning;
using Linq.Streaming.Planning.Explain;

namespace Planner.Tests;

public sealed class QueryPlannerTests : PlanSpec
{
    [Fact]
    public void Planning_twice_gives_the_same_graph()
    {
        AddTypicalOutputs();

        var (first, second) = (Program.Plan(), Program.Plan());

        Assert.Equal(PlanPrinter.Print(first), PlanPrinter.Print(second));
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.Streams.Select(stream => stream.OperatorId), second.Streams.Select(stream => stream.OperatorId));
    }

    [Fact]
    public void Without_the_optional_rules_a_plan_stays_as_it_was_written() => AssertSame(
        """
            Project r => (int)r.Accumulator.Item1
              GroupAggregate key=n => n [Sum()]
                Filter n => n < 9
                  Filter n => n > 1
                    Window length=00:00:02 slide=00:00:01
                      Source<int> numbers
            """,
        WithOutput(from n in Numbers.Window(Seconds(2)) where n > 1 where n < 9 group n by n into g select g.Sum()).Optimized(optimize: false));

    [Fact]
    public void Rules_that_changed_the_plan_are_traced_in_order() => Assert.Equal(
        ["push-filter-below-window", "merge-filters", "aggregate-groups", "maintain-window-aggregates"],
        WithOutput(from n in Numbers.Window(Seconds(2)) where n > 1 where n < 9 group n by n into g select g.Sum()).ChangingRules());

    [Fact]
    public void Every_rule_has_a_name_of_its_own_that_says_what_it_does()
    {
        var rules = QueryPlanner.Rules.SelectMany(batch => batch.Rules).ToArray();

        Assert.All(rules, rule => Assert.Equal(rule.GetType().Name, string.Concat(rule.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));
        Assert.Equal(rules.Length, rules.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public void Every_rule_has_its_own_tests() => Assert.All(
        QueryPlanner.Rules.SelectMany(batch => batch.Rules),
        rule => Assert.NotNull(typeof(QueryPlannerTests).Assembly.GetType($"Planner.Tests.{rule.GetType().Namespace!["Linq.Streaming.Planning.".Length..]}.{rule.GetType().Name}Tests")));

    private TestProgram WithOutput(IStreamQueryable query)
    {
        Program.AddOutput(query);
        return Program;
    }

    private void AddTypicalOutputs()
    {
        var limit = 3;
        var shared = Numbers.Where(n => n > limit);
        Program.AddOutput(shared.Window(Seconds(4), Seconds(2)).CountBy(n => n));
        Program.AddOutput(from o in Orders join n in shared on o.Quantity equals n let total = n * o.Price where total > limit select new { o.Customer, total });
        Program.AddOutput(Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(5)).GroupBy(o => o.Customer).Select(g => g.Max(o => o.Price)));
    }
}
