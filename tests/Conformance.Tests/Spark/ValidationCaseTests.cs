namespace Conformance.Tests.Spark;

/// <summary>What is refused before anything runs.</summary>
public sealed class ValidationCaseTests
{
    [Theory]
    [SparkCases("validate.slideNotMultiple")]
    public void A_slide_that_is_no_multiple_is_refused(string id)
    {
        var item = SparkCase.Of(id);
        var error = Refused(item, source => source.Window(item.Milliseconds("window_ms"), item.Milliseconds("slide_ms")));
        Assert.Equal("LS1102", error.Code);
        Assert.Equal(["slide", item.Milliseconds("slide_ms"), item.Milliseconds("batch_ms")], error.Parameters);
        Assert.Contains("Use 1s or 2s.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [SparkCases("validate.windowOfWindowNotMultiple")]
    public void The_multiple_is_one_of_the_parents_slide(string id)
    {
        var item = SparkCase.Of(id);
        var first = item.Params.GetProperty("first");
        var (length, slide) = (Time(first.GetProperty("window_ms").GetInt32()), Time(first.GetProperty("slide_ms").GetInt32()));
        var error = Refused(item, source => source.Window(length, slide).Window(item.Milliseconds("window_ms"), item.Milliseconds("slide_ms")));
        Assert.Equal("LS1102", error.Code);
        Assert.Equal(["length", item.Milliseconds("window_ms"), slide], error.Parameters);
        Assert.Contains("Use 2s or 4s.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Spark cannot keep state without a checkpoint directory. Here state is kept in memory; a directory makes it outlive the process.</summary>
    [Theory]
    [SparkCases("validate.checkpointNoDir")]
    public void State_needs_no_directory(string id)
    {
        Assert.True(SparkCase.Of(id).Params.GetProperty("stateful").GetBoolean());
        var batches = StreamTest.Run<KeyValuePair<string, int>, KeyValuePair<string, int>>(
            [[new("a", 1)], [new("a", 2)]], source => source.UpdateStateByKey<string, int, int>((_, values, state) => Optional.Some(values.Sum() + state.GetValueOrDefault(0))));
        Assert.Equal([new("a", 3)], batches[1]);
    }

    private static StreamQueryException Refused(SparkCase item, Func<IStreamQueryable<int>, IStreamQueryable<int>> query) =>
        Assert.Throws<StreamQueryException>(() => StreamTest.Run<int, int>([[1]], query, item.Options()));

    private static TimeSpan Time(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
