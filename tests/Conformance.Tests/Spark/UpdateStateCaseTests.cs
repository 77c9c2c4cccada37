namespace Conformance.Tests.Spark;

/// <summary><c>updateStateByKey</c>.</summary>
public sealed class UpdateStateCaseTests
{
    [Theory]
    [SparkCases("basic.*", Having = "usbk")]
    public void A_state_by_key_is_what_it_is_in_Spark(string id)
    {
        var item = SparkCase.Of(id);
        var batches = item.Batches(word => word.GetString()!);
        var function = item["usbk"].GetProperty("fn").GetString()!;
        var actual = StreamTest.Run<string, string>(batches, source => CasePipeline.Text(Query(function, Ones(source), Initial(item))), item.Options());
        CaseText.AssertEqual(item.Expected(), actual, item.IsOrdered);
    }

    /// <summary>The pairs of an initial state; none where the case has none.</summary>
    internal static KeyValuePair<string, int>[] Initial(SparkCase item, string function = "usbk") =>
        item[function].TryGetProperty("initial", out var initial) ? [.. initial.EnumerateArray().Select(CaseWindow.Pair)] : [];

    private static IStreamQueryable<KeyValuePair<string, int>> Ones(IStreamQueryable<string> source) => source.Select(word => KeyValuePair.Create(word, 1));

    private static object Query(string function, IStreamQueryable<KeyValuePair<string, int>> ones, KeyValuePair<string, int>[] initial) => function switch
    {
        "sum" => ones.UpdateStateByKey<string, int, int>((_, values, state) => Optional.Some(values.Sum() + state.GetValueOrDefault(0)), initial),
        "time" => AtTime(ones).UpdateStateByKey<string, long, long>(
            (_, times, state) => Optional.Some(times.Count > 0 ? times[0] + state.GetValueOrDefault(0) : state.GetValueOrDefault(0)),
            [.. initial.Select(pair => KeyValuePair.Create(pair.Key, (long)pair.Value))]),
        "lifecycle" => ones.UpdateStateByKey<string, int, Counter>((_, values, state) => Lifecycle(values.Sum(), state)).MapValues(counter => counter.Count),
        _ => throw new NotSupportedException($"The function {function} is not known."),
    };

    // The function of UpdateStateByKey does not see the batch time; who needs it puts it beside the values.
    private static IStreamQueryable<KeyValuePair<string, long>> AtTime(IStreamQueryable<KeyValuePair<string, int>> ones) =>
        ones.Transform((rows, time) => rows.Select(row => KeyValuePair.Create(row.Key, time.ToUnixTimeMilliseconds())));

    private static Optional<Counter> Lifecycle(int sum, Optional<Counter> state)
    {
        var before = state.GetValueOrDefault(new Counter(0, 0));
        var after = sum == 0 ? before with { Idle = before.Idle + 1 } : new Counter(before.Count + sum, 0);
        return after.Idle == 2 ? Optional.None<Counter>() : Optional.Some(after);
    }

    private sealed record Counter(int Count, int Idle);
}
