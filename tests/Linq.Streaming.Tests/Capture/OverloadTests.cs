using System.Linq.Expressions;

namespace Linq.Streaming.Tests.Capture;

/// <summary>Which overload an ordinary lambda binds to. That the tests compile is half of what they say.</summary>
public sealed class OverloadTests
{
    private readonly CapturingProvider _provider = new();

    private static DateTimeOffset Zero => DateTimeOffset.UnixEpoch;

    [Fact]
    public void Sums_and_averages_have_the_types_of_LINQ()
    {
        var rows = _provider.Source<Row>();

        IStreamQueryable<int> sumOfInts = rows.Sum(r => r.Int);
        IStreamQueryable<long?> sumOfMaybeLongs = rows.Select(r => r.MaybeLong).Sum();
        IStreamQueryable<float> averageOfFloats = rows.Average(r => r.Float);
        IStreamQueryable<double?> averageOfMaybeLongs = rows.Average(r => r.MaybeLong);
        IStreamQueryable<decimal> averageOfDecimals = rows.Select(r => r.Decimal).Average();

        Assert.Equal(
            [typeof(int), typeof(long?), typeof(float), typeof(double?), typeof(decimal)],
            new IStreamQueryable[] { sumOfInts, sumOfMaybeLongs, averageOfFloats, averageOfMaybeLongs, averageOfDecimals }
                .Select(query => query.ElementType));
    }

    [Fact]
    public void Event_time_binds_to_the_type_of_the_member()
    {
        var rows = _provider.Source<Row>();

        Assert.Equal(typeof(DateTime), EventTimeType(rows.WithEventTime(r => r.Utc, TimeSpan.Zero)));
        Assert.Equal(typeof(DateTimeOffset), EventTimeType(rows.WithEventTime(r => r.At, TimeSpan.Zero)));
        Assert.Equal(typeof(long), EventTimeType(rows.WithEventTime(r => r.Int, TimeUnit.Seconds, TimeSpan.Zero)));
    }

    [Fact]
    public void Select_takes_the_window_as_second_parameter()
    {
        var query = _provider.Source<int>().Select((e, window) => window.End);

        Assert.Equal("source0.Select((e, window) => window.End)", CallChain.Of(query));
    }

    [Fact]
    public void A_query_of_a_derived_type_is_a_query_of_its_base()
    {
        IStreamQueryable<object> query = _provider.Source<string>();

        Assert.Equal("source0.Where(o => (o != null))", CallChain.Of(query.Where(o => o != null)));
    }

    [Fact]
    public async Task An_async_lambda_is_awaited()
    {
        var release = new TaskCompletionSource();
        _provider.Source<int>().ForEachBatch(async batch => await release.Task);

        var running = Deliver();

        Assert.False(running.IsCompleted);
        release.SetResult();
        await running;
    }

    [Fact]
    public async Task An_async_lambda_with_a_token_gets_the_batchs_token()
    {
        using var abort = new CancellationTokenSource();
        CancellationToken seen = default;
        _provider.Source<int>().ForEachBatch(async (batch, token) =>
        {
            await Task.Yield();
            seen = token;
        });

        await _provider.Output<int>().OnBatch(new Batch<int>([1], Zero, 1, null), abort.Token);

        Assert.Equal(abort.Token, seen);
    }

    [Fact]
    public async Task A_plain_lambda_or_method_is_an_action()
    {
        List<int> first = [], second = [];
        HashSet<int> third = [];
        var source = _provider.Source<int>();
        source.ForEachBatch(batch => first.AddRange(batch));
        source.ForEachBatch(second.AddRange);
        source.ForEachBatch(batch => third.Add(batch[0]));

        foreach (var output in _provider.Outputs.Cast<BatchOutput<int>>())
            await output.OnBatch(new Batch<int>([1, 2], Zero, 1, null), default);

        Assert.Equal([1, 2], first);
        Assert.Equal([1, 2], second);
        Assert.Equal([1], third);
    }

    private static Type EventTimeType(IStreamQueryable query)
    {
        var call = Assert.IsAssignableFrom<MethodCallExpression>(query.Expression);
        return ((LambdaExpression)((UnaryExpression)call.Arguments[1]).Operand).ReturnType;
    }

    private Task Deliver() => _provider.Output<int>().OnBatch(new Batch<int>([1], Zero, 1, null), default).AsTask();

    private sealed record Row(int Int, long? MaybeLong, float Float, decimal Decimal, DateTime Utc, DateTimeOffset At);
}
