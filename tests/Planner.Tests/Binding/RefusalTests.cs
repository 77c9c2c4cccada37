using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming;

namespace Planner.Tests.Binding;

/// <summary>What the planner refuses: the code, its parameters, the operator at fault, and a message that says what was found and what to do.</summary>
public sealed partial class RefusalTests : PlanSpec
{
    private IStreamQueryable<Order> Timed => Orders.WithEventTime(o => o.At, Seconds(1));

    private IStreamQueryable<Order> EventWindow => Timed.Window(Seconds(5));

    [Fact]
    public void LS1001_an_operator_of_someone_else()
    {
        var mine = GetType().GetMethod(nameof(Mine), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(typeof(int));

        var error = Assert.Single(Refused(Program.CreateQuery<int>(Expression.Call(mine, Numbers.Expression))));

        Assert.Equal("LS1001", error.Code);
        Assert.Equal(["Mine"], error.Parameters);
        Assert.Equal("'Mine' is not a stream operator that this planner knows. Use the operators of StreamQueryable on streams; call other methods inside lambdas only.", error.Message);
        Assert.Equal("Mine(FromTest<Int32>(\"numbers\"))", error.Operator);
    }

    [Fact]
    public void LS1002_order_of_everything_so_far() => Refuses(
        Numbers.Accumulate().OrderBy(n => n), "LS1002", ".OrderBy(n => n)",
        "'Output' cannot follow an order of everything so far. Only its first rows can be given: write Take(n) after the order.",
        "Output", "an order of everything so far", "Only its first rows can be given: write Take(n) after the order.");

    [Fact]
    public void LS1002_what_follows_an_order_of_everything_so_far()
    {
        var order = Numbers.Accumulate().OrderBy(n => n);

        var errors = Refused(order.Where(n => n > 1), order.Select(n => n + 1), order.CountBy(n => n), order.Distinct());

        Assert.All(errors, error => Assert.Equal(("LS1002", "an order of everything so far"), (error.Code, error.Parameters[1])));
        Assert.Equal(["Where", "Select", "CountBy", "Distinct"], errors.Select(error => error.Parameters[0]));
    }

    [Theory]
    [InlineData("Take")]
    [InlineData("Skip")]
    [InlineData("Repartition")]
    [InlineData("Transform")]
    [InlineData("Glom")]
    public void LS1002_whole_windows_of_everything_so_far_or_updates_or_early_results(string op)
    {
        IStreamQueryable Over<T>(IStreamQueryable<T> source) => op switch
        {
            "Take" => source.Take(1),
            "Skip" => source.Skip(1),
            "Repartition" => source.Repartition(1),
            "Transform" => source.Transform((rows, time) => rows),
            _ => source.Glom(),
        };

        var errors = Refused(
            Over(Numbers.Accumulate()), Over(Numbers.Accumulate().CountBy(n => n)), Over(Timed.Window(Seconds(6)).Emit(Emission.Early)), Over(EventWindow.Emit(Emission.Early).CountBy(o => o.Customer)));

        Assert.All(errors, error => Assert.Equal("LS1002", error.Code));
        Assert.All(errors, error => Assert.Equal(op, error.Parameters[0]));
        Assert.Equal(
            ["raw rows of everything so far", "updated results over everything so far", "early results of an event-time window (00:00:06)", "early results of an event-time window (00:00:05)"],
            errors.Select(error => error.Parameters[1]));
        Assert.Contains(".Emit(Emission.Complete)", errors[1].Message, StringComparison.Ordinal);
        Assert.Contains("leave .Emit(Emission.Early) out", errors[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LS1002_an_order_of_updates_or_early_results()
    {
        var errors = Refused(
            Numbers.Accumulate().CountBy(n => n).OrderBy(p => p.Value), Timed.Window(Seconds(6)).Emit(Emission.Early).OrderBy(o => o.Price), EventWindow.Emit(Emission.Early).CountBy(o => o.Customer).OrderBy(p => p.Value));

        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1002", "OrderBy"), (error.Code, error.Parameters[0])));
    }

    [Fact]
    public void Whole_windows_of_event_time_and_their_results_may_be_ordered_and_cut()
    {
        Program.AddOutput(EventWindow.OrderBy(o => o.Price).Take(1));
        Program.AddOutput(EventWindow.CountBy(o => o.Customer).Skip(1).Repartition(2));
        Program.AddOutput(EventWindow.CountBy(o => o.Customer).Transform((rows, time) => rows));

        Assert.Equal(3, Program.Plan().Outputs.Count);
    }

    [Fact]
    public void LS1002_grouping_of_updated_results() => Refuses(
        Numbers.Accumulate().CountBy(n => n).CountBy(p => p.Value), "LS1002", ".CountBy(p => p.Value)",
        "'CountBy' cannot follow updated results over everything so far. Updated results are not withdrawn, so they make no whole: write .Emit(Emission.Complete) after Accumulate().",
        "CountBy", "updated results over everything so far", "Updated results are not withdrawn, so they make no whole: write .Emit(Emission.Complete) after Accumulate().");

    [Fact]
    public void LS1002_scalars_and_distinct_of_updated_results()
    {
        var counts = Numbers.Accumulate().CountBy(n => n);

        var errors = Refused(counts.Count(), counts.Sum(p => p.Value), counts.Distinct(), counts.GroupBy(p => p.Value), counts.ReduceByKey((a, b) => a), counts.GroupByKey());

        Assert.All(errors, error => Assert.Equal("LS1002", error.Code));
        Assert.Equal(["Count", "Sum", "Distinct", "GroupBy", "ReduceByKey", "GroupByKey"], errors.Select(error => error.Parameters[0]));
    }

    [Fact]
    public void Complete_results_may_be_grouped_ordered_and_cut()
    {
        var counts = Numbers.Accumulate().CountBy(n => n).Emit(Emission.Complete);
        Program.AddOutput(counts.CountBy(p => p.Value));
        Program.AddOutput(counts.OrderBy(p => p.Value).Take(1));
        Program.AddOutput(counts.Distinct());

        Assert.Equal(3, Program.Plan().Outputs.Count);
    }

    [Fact]
    public void LS1002_accumulating_what_is_accumulated() => Assert.Equal(
        "'Accumulate' cannot follow updated results over everything so far. Its results change from batch to batch; accumulate before grouping instead.",
        Assert.Single(Refused(Numbers.Accumulate().CountBy(n => n).Accumulate())).Message);

    [Fact]
    public void LS1002_an_emission_of_nothing_accumulated() => Refuses(
        Numbers.CountBy(n => n).Emit(Emission.Complete), "LS1002", ".Emit(Emission.Complete)",
        "'Emit' cannot follow the rows of each batch (every 00:00:01). Emission.Update and Emission.Complete belong to everything so far: write Accumulate() before it.",
        "Emit", "the rows of each batch (every 00:00:01)", "Emission.Update and Emission.Complete belong to everything so far: write Accumulate() before it.");

    [Fact]
    public void LS1002_complete_rows_without_an_aggregate() => Assert.Equal(
        "'Output' cannot follow raw rows of everything so far. Emission.Complete needs an aggregate: group the rows, or leave Emit out.",
        Assert.Single(Refused(Numbers.Accumulate().Emit(Emission.Complete))).Message);

    [Fact]
    public void LS1003_concat_of_different_windows() => Refuses(
        Numbers.Window(Seconds(2)).Concat(Numbers), "LS1003", ".Concat(…)",
        "Concat needs both streams to have the same kind of window and emission: the first has a batch-time window (00:00:02 every 00:00:01), the second the rows of each batch (every 00:00:01). Give both the same window before Concat.",
        "a batch-time window (00:00:02 every 00:00:01)", "the rows of each batch (every 00:00:01)");

    [Fact]
    public void LS1003_concat_of_different_lengths_slides_times_or_emissions()
    {
        var counts = Numbers.Accumulate().CountBy(n => n);

        var errors = Refused(
            Numbers.Window(Seconds(2)).Concat(Numbers.Window(Seconds(3))),
            Numbers.Window(Seconds(2)).Concat(Numbers.Window(Seconds(2), Seconds(2))),
            Timed.Concat(Orders),
            counts.Concat(counts.Emit(Emission.Complete)),
            counts.Concat(Numbers.CountBy(n => n)));

        Assert.Equal(5, errors.Count(error => error.Code == "LS1003"));
    }

    [Fact]
    public void LS1003_sets_and_cogroups_of_different_windows()
    {
        var pairs = Numbers.Select(n => KeyValuePair.Create(n, n));

        var errors = Refused(
            Numbers.Window(Seconds(2)).Union(Numbers), Numbers.Window(Seconds(2)).Except(Numbers), Numbers.Window(Seconds(2)).Intersect(Numbers),
            pairs.Window(Seconds(2)).CoGroup(pairs));

        Assert.All(errors, error => Assert.Equal("LS1003", error.Code));
        Assert.Equal(
            ["Union", "Except", "Intersect", "CoGroup"],
            errors.Select(error => error.Message[..error.Message.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public void LS1002_state_over_results_that_change() => Assert.Equal(
        "'UpdateStateByKey' cannot follow updated results over everything so far. Its results change from batch to batch; keep state over the rows themselves instead.",
        Assert.Single(Refused(Numbers.Accumulate().CountBy(n => n).UpdateStateByKey<int, long, long>((key, values, state) => state))).Message);

    [Fact]
    public void LS1201_a_key_that_compares_by_reference() => Refuses(
        Orders.GroupBy(o => o.Items), "LS1201", ".GroupBy(o => o.Items)",
        "'System.String[]' cannot be a key: it is an array, which compares by reference. Use a primitive, string, enum, time type, tuple, record or anonymous type of these, or register an IKeyCodec for it in StreamOptions.",
        typeof(string[]), "it is an array, which compares by reference.");

    [Fact]
    public void LS1201_keys_of_every_keyed_operator()
    {
        var errors = Refused(
            Orders.CountBy(o => o.Items),
            Orders.AggregateBy(o => o.Items, 0, (a, o) => a),
            Orders.DistinctBy(o => new { o.Items }),
            Orders.Distinct(),
            Orders.Select(o => KeyValuePair.Create(o.Items, 1)).ReduceByKey((a, b) => a),
            Orders.Select(o => KeyValuePair.Create(o.Items, 1)).GroupByKey(),
            Orders.Join(Orders, a => a.Items, b => b.Items, (a, b) => a));

        Assert.All(errors, error => Assert.Equal("LS1201", error.Code));
        Assert.Equal(7, errors.Count);
        Assert.Contains("its member 'Items'", errors[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LS2001_nothing_to_compute()
    {
        var error = Assert.Single(Refused());

        Assert.Equal(("LS2001", null), (error.Code, error.Operator));
        Assert.Empty(error.Parameters);
        Assert.StartsWith("The context has no output, so nothing would be computed. End a query with ForEachBatch,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LS2004_a_source_of_another_context()
    {
        var other = new TestProgram().Source<int>("theirs");

        var error = Assert.Single(Refused(Numbers.Concat(other)));

        Assert.Equal("LS2004", error.Code);
        Assert.Equal(["theirs"], error.Parameters);
        Assert.Equal("The query reads source 'theirs' of another context. A query can read sources of one context only.", error.Message);
    }

    [Fact]
    public void All_errors_of_all_outputs_are_reported_together_and_each_once()
    {
        var shared = Numbers.Window(Seconds(1.5));
        Program.AddOutput(shared.CountBy(n => new object()));
        Program.AddOutput(shared.Accumulate().OrderBy(n => n));

        var exception = Assert.Throws<StreamQueryException>(() => Program.Plan());

        Assert.Equal(["LS1002", "LS1102", "LS1201"], exception.Diagnostics.Select(error => error.Code).Order());
        Assert.Contains(exception.Diagnostics, error => error.Operator == ".Window(00:00:01.5000000)");
        var first = exception.Diagnostics[0];
        Assert.Equal((first.Code, first.Parameters, first.Operator), (exception.Code, exception.Parameters, exception.Operator));
        Assert.StartsWith("3 errors:", exception.Message, StringComparison.Ordinal);
        Assert.All(exception.Diagnostics, error => Assert.Contains(error.ToString(), exception.Message, StringComparison.Ordinal));
    }

    private void Refuses(IStreamQueryable query, string code, string at, string message, params object?[] parameters)
    {
        var error = Assert.Single(Refused(query));
        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
        Assert.Equal(at, error.Operator);
        Assert.Equal(parameters, error.Parameters);
    }

    private static IStreamQueryable<T> Mine<T>(IStreamQueryable<T> source) => source;
}
