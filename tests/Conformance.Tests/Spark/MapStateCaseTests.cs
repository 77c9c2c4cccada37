namespace Conformance.Tests.Spark;

/// <summary><c>mapWithState</c>: results, snapshots, timeouts.</summary>
public sealed class MapStateCaseTests
{
    [Theory]
    [SparkCases("mws.*", "derived.mws.*", Having = "expected_snapshots")]
    public void Results_and_snapshots_are_what_they_are_in_Spark(string id)
    {
        var item = SparkCase.Of(id);
        CaseText.AssertEqual(item.Expected(), Run(item, mapped => mapped), item.IsOrdered);
        CaseText.AssertEqual(item.Expected("expected_snapshots"), Snapshots(item), isOrdered: false);
    }

    /// <summary>
    /// Spark looks for idle keys only in batches whose state is checkpointed, by default every tenth: there both keys come out at batch 10. Here a key comes out
    /// in the first batch in which it has been idle for longer than the timeout: "c" (last seen at 1 s, timeout 3 s) at 5 s, "b" at 6 s.
    /// </summary>
    [Theory]
    [SparkCases("mws.timeout")]
    public void Timeouts_fire_in_the_first_batch_in_which_they_are_due(string id)
    {
        var item = SparkCase.Of(id);
        var results = Run(item, mapped => mapped);
        Assert.Equal(item["expected"].GetProperty("flattened_sorted").EnumerateArray().Select(CaseText.Of), results.SelectMany(batch => batch).Order());
        Assert.Equal(["5: \"c\"", "6: \"b\""], results.SelectMany((batch, i) => batch.Select(key => $"{i + 1}: {key}")));

        var snapshots = Snapshots(item);
        Assert.Contains(snapshots, batch => batch.Order().SequenceEqual(CaseText.Batch(item["expected"].GetProperty("some_snapshot"))));
        Assert.Equal(CaseText.Batch(item["expected"].GetProperty("last_snapshot")), snapshots[^1]);
    }

    [Theory]
    [SparkCases("mws.typeInference")]
    public void The_types_of_a_spec_follow_from_its_function(string id)
    {
        Assert.True(SparkCase.Of(id)["scenario"].GetBoolean());
        StateSpec<string, int, double, long> plain = StateSpec.Create((string key, Optional<int> value, State<double> state) => 1L);
        StateSpec<string, int, double, long> timed =
            StateSpec.Create((DateTimeOffset time, string key, Optional<int> value, State<double> state) => Optional.Some(1L));
        var results = StreamTest.Run<KeyValuePair<string, int>, long>([[KeyValuePair.Create("a", 1)]], source => source.MapWithState(plain).Concat(source.MapWithState(timed)));
        Assert.Equal([1L, 1L], results[0]);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Snapshots(SparkCase item) => Run(item, mapped => mapped.StateSnapshots());

    private static IReadOnlyList<IReadOnlyList<string>> Run(SparkCase item, Func<IMapWithStateQueryable<string, int, object>, object> select) =>
        StreamTest.Run<string, string>(
            item.Batches(word => word.GetString()!),
            source => CasePipeline.Text(select(source.Select(word => KeyValuePair.Create(word, 1)).MapWithState(Spec(item)))),
            item.Options());

    private static StateSpec<string, int, int, object> Spec(SparkCase item)
    {
        var spec = StateSpec.Create(Function(item["mws"].GetProperty("fn").GetString()!)).InitialState(UpdateStateCaseTests.Initial(item, "mws"));
        return item.Params.TryGetProperty("timeout_ms", out _) ? spec.Timeout(item.Milliseconds("timeout_ms")) : spec;
    }

    private static Func<DateTimeOffset, string, Optional<int>, State<int>, Optional<object>> Function(string name) => name switch
    {
        "sum_return_sum" => (_, _, value, state) => Optional.Some<object>(Add(value, state)),
        "sum_return_none" => (_, _, value, state) =>
        {
            Add(value, state);
            return default;
        }
        ,
        "toggle" => (_, key, value, state) =>
        {
            if (state.Exists)
            {
                state.Remove();
                return Optional.Some<object>(key);
            }

            state.Update(value.Value);
            return default;
        }
        ,
        "timeout" => (_, key, value, state) =>
        {
            if (value.HasValue)
            {
                state.Update(1);
            }

            return state.IsTimingOut ? Optional.Some<object>(key) : default;
        }
        ,
        _ => throw new NotSupportedException($"The function {name} is not known."),
    };

    private static int Add(Optional<int> value, State<int> state)
    {
        state.Update(value.GetValueOrDefault(0) + (state.TryGet(out var before) ? before : 0));
        return state.Value;
    }
}
