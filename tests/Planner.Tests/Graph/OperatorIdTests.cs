using Linq.Streaming;
using Linq.Streaming.Planning.Graph;

namespace Planner.Tests.Graph;

public sealed class OperatorIdTests : PlanSpec
{
    [Fact]
    public void An_id_comes_from_the_operator_and_what_is_above_it()
    {
        var first = Ids(p => [p.Source<int>("a").Where(n => n > 1).Accumulate().CountBy(n => n)]);
        var again = Ids(p => [p.Source<int>("a").Where(m => m > 1).Accumulate().CountBy(m => m)]);
        var after = Ids(p => [p.Source<int>("a").Where(n => n > 1).Accumulate().CountBy(n => n).Where(pair => pair.Value > 1)]);
        var other = Ids(p => [p.Source<int>("b").Where(n => n > 1).Accumulate().CountBy(n => n)]);

        Assert.Equal(first, again);
        Assert.Contains(Stateful(first), after);
        Assert.NotEqual(Stateful(first), Stateful(other));
    }

    [Fact]
    public void An_id_does_not_depend_on_other_outputs()
    {
        var alone = Ids(p => [p.Source<int>("a").Accumulate().CountBy(n => n)]);
        var beside = Ids(p => [p.Source<int>("b").Select(n => -n), p.Source<int>("a").Accumulate().CountBy(n => n)]);

        Assert.Contains(Stateful(alone), beside);
    }

    [Fact]
    public void The_same_structure_twice_has_two_ids()
    {
        var ids = Ids(p =>
        {
            var source = p.Source<int>("a");
            return [source.Accumulate().CountBy(n => n), source.Accumulate().CountBy(n => n)];
        });

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Named_gives_an_operator_its_id()
    {
        Program.AddOutput(Numbers.Where(n => n > 1).Named("positive").GroupBy(n => n).Named("groups").Select(g => g.Key));

        var graph = Program.Plan();

        Assert.Equal("positive", Assert.Single(graph.Streams.OfType<FilteredDStream>()).OperatorId);
        Assert.Equal("groups", Assert.Single(graph.Streams.OfType<AggregatedDStream>()).OperatorId);
    }

    [Fact]
    public void A_name_goes_to_the_state_of_an_operator_that_becomes_several_streams()
    {
        Program.AddOutput(Numbers.Accumulate().CountBy(n => n).Named("counts"));
        Program.AddOutput(Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(1)).Average(o => o.Price).Named("mean"));

        Assert.Equal(["counts", "mean"], Program.Plan().Streams.Where(stream => stream.IsStateful && stream is not EventTimeDStream).Select(stream => stream.OperatorId));
    }

    [Fact]
    public void A_name_survives_what_rules_make_of_its_operator()
    {
        IStreamQueryable<object> widened = Customers.Where(c => c.Id != "").Named("widened");
        Program.AddOutput(Numbers.Concat(Numbers).Where(n => n > 1).Named("split"));
        Program.AddOutput(Numbers.GroupBy(n => n).Named("whole"));
        Program.AddOutput(Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(1)).Named("closed"));
        Program.AddOutput(Numbers.Where(n => n > 1).Named("inner").Where(n => n < 9));
        Program.AddOutput(widened.Where(o => o != null));

        var ids = Program.Plan().Streams.Select(stream => stream.OperatorId).ToArray();

        Assert.Subset(ids.ToHashSet(), new HashSet<string> { "split", "split.2", "whole", "closed", "inner", "widened" });
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Two_operators_of_one_name_are_refused()
    {
        var error = Assert.Single(Refused(Numbers.Where(n => n > 1).Named("same").Select(n => n).Named("same")));

        Assert.Equal("LS2005", error.Code);
        Assert.Equal(["operator", "same"], error.Parameters);
        Assert.Equal("The name 'same' is used by two operators. Names identify state and metrics: give each its own.", error.Message);
    }

    [Fact]
    public void A_named_operator_that_two_outputs_read_is_one()
    {
        var named = Numbers.Where(n => n > 1).Named("same");
        Program.AddOutput(named.Select(n => n));
        Program.AddOutput(named);

        Assert.Single(Program.Plan().Streams, stream => stream.OperatorId == "same");
    }

    private static string[] Ids(Func<TestProgram, IReadOnlyList<IStreamQueryable>> build)
    {
        var program = new TestProgram();
        foreach (var query in build(program))
        {
            program.AddOutput(query);
        }

        return [.. program.Plan().Streams.Where(stream => stream is not OutputDStream).Select(stream => stream.OperatorId)];
    }

    private static string Stateful(string[] ids) => Assert.Single(ids, id => id.StartsWith("Accumulated-", StringComparison.Ordinal));
}
