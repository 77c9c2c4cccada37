namespace Conformance.Tests.Spark;

/// <summary>Windows over batch time.</summary>
public sealed class WindowCaseTests
{
    [Theory]
    [SparkCases("window.*", "derived.window.*", "derived.inverse.*", Having = "output_times_ms")]
    public void A_window_gives_what_Spark_gives_except_for_keys_that_have_left(string id)
    {
        var item = SparkCase.Of(id);
        var actual = CaseWindow.Run(item);
        CaseText.AssertEqual(item["win_op"].GetString() == "reduceInv" ? WithoutKeysThatLeft(item) : item.Expected(), actual, item.IsOrdered);
        Assert.Equal(
            item["output_times_ms"].EnumerateArray().Select(time => time.GetInt64()),
            actual.Select(batch => ((Batch<string>)batch).Time.ToUnixTimeMilliseconds()));
    }

    /// <summary>
    /// Spark's filter throws the state of a key away as soon as its result is filtered out, and then goes on from nothing. Here the filter decides on
    /// what is given out only, so the value is the true one.
    /// </summary>
    [Theory]
    [SparkCases("derived.inverse.*", Having = "true_result")]
    public void A_filter_never_corrupts_a_window(string id)
    {
        var item = SparkCase.Of(id);
        CaseText.AssertEqual(item.Expected("true_result"), CaseWindow.Run(item), item.IsOrdered);
        Assert.NotEqual(item.Expected("true_result"), item.Expected("spark_result"));
    }

    [Fact]
    public void Keys_leave_a_window_with_their_last_element_where_Spark_keeps_them_for_ever() =>
        Assert.NotEqual(WithoutKeysThatLeft(SparkCase.Of("window.rbkawInv.keyRemoved")), SparkCase.Of("window.rbkawInv.keyRemoved").Expected());

    // Without a filter Spark keeps every key it has ever seen, with the value of nothing. Here a key is absent once the window holds none of its
    // elements; that is not the same as a value of 0, which elements that cancel out also have.
    private static string[][] WithoutKeysThatLeft(SparkCase item)
    {
        var batches = item.Batches(CaseWindow.Pair);
        var panes = (int)(item.Milliseconds("window_ms") / item.Milliseconds("batch_ms"));
        var step = (int)(item.Milliseconds("slide_ms") / item.Milliseconds("batch_ms"));
        return [.. item.Expected().Select((pairs, i) => pairs.Where(pair => Keys((i + 1) * step).Any(key => pair.StartsWith($"[\"{key}\",", StringComparison.Ordinal))).ToArray())];

        IEnumerable<string> Keys(int end) => batches.Take(end).Skip(Math.Max(0, end - panes)).SelectMany(batch => batch ?? []).Select(pair => pair.Key);
    }
}
