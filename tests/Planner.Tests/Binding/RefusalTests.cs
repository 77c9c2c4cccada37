using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming;

namespace Planner.Tests.Binding;

/// <summary>What the planner refuses: the code, its parameters, the operator at fault, and a message that says what was found and what to do.</summary>
public sealed class RefusalTests : PlanSpec
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
        "'OrderBy' cannot follow raw rows of everything so far. Everything so far never ends: aggregate it (GroupBy, CountBy, Count, …), or use a window.",
        "OrderBy", "raw rows of everything so far", "Everything so far never ends: aggregate it (GroupBy, CountBy, Count, …), or use a window.");

    [Theory]
    [InlineData("Take")]
    [InlineData("Skip")]
    [InlineData("Repartition")]
    [InlineData("OrderBy")]
    public void LS1002_whole_windows_of_everything_so_far_or_updates_or_event_time(string op)
    {
        IStreamQueryable Over<T>(IStreamQueryable<T> source) => op switch
        {
            "Take" => source.Take(1),
            "Skip" => source.Skip(1),
            "Repartition" => source.Repartition(1),
            _ => source.OrderBy(x => 1),
        };

        var errors = Refused(Over(Numbers.Accumulate()), Over(Numbers.Accumulate().CountBy(n => n)), Over(EventWindow), Over(EventWindow.CountBy(o => o.Customer)));

        Assert.All(errors, error => Assert.Equal("LS1002", error.Code));
        Assert.All(errors, error => Assert.Equal(op, error.Parameters[0]));
        Assert.Equal(
            ["raw rows of everything so far", "updated results over everything so far", "raw rows of an event-time window (00:00:05)", "results of an event-time window (00:00:05)"],
            errors.Select(error => error.Parameters[1]));
        Assert.Contains(".Emit(Emission.Complete)", errors[1].Message, StringComparison.Ordinal);
        Assert.Contains("use a window over batch time", errors[2].Message, StringComparison.Ordinal);
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
    public void LS1004_a_transformation_of_streams_at_different_times() => Assert.Equal(
        "LS1004",
        Assert.Single(Refused(Numbers.Transform(Numbers.Window(Seconds(2), Seconds(2)), (a, b, time) => a))).Code);

    [Fact]
    public void LS1004_joins_over_event_time_or_everything_so_far() => Refuses(
        EventWindow.Join(Customers, o => o.Customer, c => c.Id, (o, c) => c), "LS1004", ".Join(…, o => o.Customer, c => c.Id, (o, c) => c)",
        "A join of raw rows of an event-time window (00:00:05) with the rows of each batch (every 00:00:01) has no meaning. Joins over event-time windows and over everything so far are not supported: join batches or batch-time windows.",
        "raw rows of an event-time window (00:00:05)", "the rows of each batch (every 00:00:01)",
        "Joins over event-time windows and over everything so far are not supported: join batches or batch-time windows.");

    [Fact]
    public void LS1004_joins_at_different_times()
    {
        var errors = Refused(
            Numbers.Window(Seconds(2), Seconds(2)).Join(Numbers, a => a, b => b, (a, b) => a),
            Numbers.Join(Numbers.Accumulate(), a => a, b => b, (a, b) => a),
            Numbers.Join(Numbers.Accumulate().CountBy(n => n), a => a, b => b.Key, (a, b) => a));

        Assert.All(errors, error => Assert.Equal("LS1004", error.Code));
        Assert.Contains("give both the same slide", errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, 1, "Window length 2500ms is not a multiple of its input's slide 1s. Use 2s or 3s.")]
    [InlineData(0.3, 1, "Window length 300ms is not a multiple of its input's slide 1s. Use 1s.")]
    [InlineData(3, 1.5, "Window slide 1500ms is not a multiple of its input's slide 1s. Use 1s or 2s.")]
    public void LS1102_windows_that_are_no_multiple_of_the_slide(double length, double slide, string message)
    {
        var error = Assert.Single(Refused(Numbers.Window(Seconds(length), Seconds(slide))));

        Assert.Equal("LS1102", error.Code);
        Assert.Equal(message, error.Message);
        Assert.Equal($".Window({Seconds(length)}, {Seconds(slide)})", error.Operator);
        Assert.Equal([slide == 1 ? "length" : "slide", Seconds(slide == 1 ? length : slide), Seconds(1)], error.Parameters);
    }

    [Fact]
    public void LS1102_the_slide_of_the_input_is_that_of_the_window_before()
    {
        var errors = Refused(Numbers.Window(Seconds(4), Seconds(2)).Window(Seconds(3), Seconds(5)));

        Assert.Equal(
            ["Window length 3s is not a multiple of its input's slide 2s. Use 2s or 4s.", "Window slide 5s is not a multiple of its input's slide 2s. Use 4s or 6s."],
            errors.Select(error => error.Message));
    }

    [Fact]
    public void LS1103_a_window_over_a_window_of_event_time_or_everything_so_far()
    {
        var errors = Refused(EventWindow.Window(Seconds(2)), EventWindow.CountBy(o => o.Customer).Window(Seconds(2)), Numbers.Accumulate().Window(Seconds(2)));

        Assert.Equal(
            [
                "'Window' cannot follow raw rows of an event-time window (00:00:05). One window of event time is all that rows can be in: leave one of the two out, or use windows over batch time.",
                "'Window' cannot follow results of an event-time window (00:00:05). One window of event time is all that rows can be in: leave one of the two out, or use windows over batch time.",
                "'Window' cannot follow raw rows of everything so far. Everything so far is one window without end: leave Accumulate() out, or put the window before it.",
            ],
            errors.Select(error => error.Message));
        Assert.All(errors, error => Assert.Equal(("LS1103", ".Window(00:00:02)", "Window"), (error.Code, error.Operator, error.Parameters[0])));
        Assert.Equal("raw rows of everything so far", errors[2].Parameters[1]);
    }

    [Fact]
    public void LS1104_event_time_after_a_window() => Refuses(
        Orders.Window(Seconds(2)).WithEventTime(o => o.At, Seconds(1)), "LS1104", ".WithEventTime(o => o.At, 00:00:01)",
        "WithEventTime needs a stream without a window, but its input has a batch-time window (00:00:02 every 00:00:01). Move WithEventTime before Window.",
        "a batch-time window (00:00:02 every 00:00:01)");

    [Fact]
    public void LS1105_a_hopping_window_of_event_time() => Refuses(
        Timed.Window(Seconds(10), Seconds(5)), "LS1105", ".Window(00:00:10, 00:00:05)",
        "A window over event time of length 10s with slide 5s is not supported: only tumbling windows are. Use Window(10s), or a window over batch time.",
        Seconds(10), Seconds(5));

    [Fact]
    public void A_window_of_event_time_need_not_be_a_multiple_of_the_batch_interval()
    {
        Program.AddOutput(Timed.Window(Seconds(0.7)).Count());

        Assert.Single(Program.Plan().Outputs);
    }

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
