namespace Linq.Streaming.Tests.Capture;

public sealed class ArgumentTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CapturingProvider _provider = new();
    private readonly IStreamQueryable<long> _source;

    public ArgumentTests() => _source = _provider.Source<long>();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Window_times_are_positive(int ticks)
    {
        var time = TimeSpan.FromTicks(ticks);

        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Window(time)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Window(time, Second)).ParamName);
        Assert.Equal("slide", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Window(Second, time)).ParamName);
    }

    [Fact]
    public void Out_of_orderness_is_zero_or_more()
    {
        var negative = TimeSpan.FromTicks(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => _source.WithEventTime(e => DateTimeOffset.UnixEpoch, negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.WithEventTime(e => DateTime.UnixEpoch, negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.WithEventTime(e => e, TimeUnit.Seconds, negative));
        Assert.NotNull(_source.WithEventTime(e => e, TimeUnit.Seconds, TimeSpan.Zero));
    }

    [Fact]
    public void Enums_have_a_defined_value()
    {
        Assert.Equal("unit", Assert.Throws<ArgumentOutOfRangeException>(() => _source.WithEventTime(e => e, (TimeUnit)99, Second)).ParamName);
        Assert.Equal("emission", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Emit((Emission)99)).ParamName);
        Assert.Equal("level", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Explain((ExplainLevel)99)).ParamName);
    }

    [Fact]
    public void Counts_below_zero_are_zero_as_in_LINQ()
    {
        Assert.Equal("source0.Take(0).Skip(0)", CallChain.Of(_source.Take(-1).Skip(-2)));
    }

    [Fact]
    public void There_is_at_least_one_partition()
    {
        Assert.Equal("numPartitions", Assert.Throws<ArgumentOutOfRangeException>(() => _source.Repartition(0)).ParamName);
        Assert.Equal("source0.Repartition(1)", CallChain.Of(_source.Repartition(1)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Per-hour_2.total")]
    public void Names_that_are_allowed(string id) =>
        Assert.Equal($"source0.Named(\"{id}\")", CallChain.Of(_source.Named(id)));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("größe")]
    public void Names_that_are_refused(string id) =>
        Assert.Equal("id", Assert.Throws<ArgumentException>(() => _source.Named(id)).ParamName);

    [Fact]
    public void A_name_has_at_most_100_characters()
    {
        Assert.NotNull(_source.Named(new string('x', 100)));
        Assert.Throws<ArgumentException>(() => _source.Named(new string('x', 101)));
    }

    [Fact]
    public void Explain_asks_the_provider_for_the_optimized_plan_by_default()
    {
        Assert.Equal("a plan", _source.Explain());
        Assert.Equal("a plan", _source.Explain(ExplainLevel.Graph));

        Assert.Equal(
            [(_source.Expression, ExplainLevel.Optimized), (_source.Expression, ExplainLevel.Graph)],
            _provider.Explained);
    }

    [Fact]
    public void A_stream_of_another_provider_is_captured_all_the_same()
    {
        var other = new CapturingProvider().Source<long>();

        var query = _source.Concat(other);

        Assert.Same(_provider, query.Provider);
        Assert.Equal("source0.Concat(source0)", CallChain.Of(query));
    }

    [Fact]
    public void Print_takes_no_negative_number_of_rows()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Print(-1));
        Assert.Empty(_provider.Outputs);
    }
}
