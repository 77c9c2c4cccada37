using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Planner.Tests.Expressions;

public sealed class SpanContainsRewriterTests
{
    private static readonly int[] Some = [1, 3];

    [Fact]
    public void Contains_over_an_array_is_LINQs_own()
    {
        Expression<Func<int, bool>> lambda = x => Some.Contains(x);

        var rewritten = Rewritten(lambda);

        Assert.Equal(typeof(MemoryExtensions), ((MethodCallExpression)lambda.Body).Method.DeclaringType);
        Assert.Equal(typeof(Enumerable), ((MethodCallExpression)rewritten.Body).Method.DeclaringType);
        Assert.Equal([false, true, false, true], Enumerable.Range(0, 4).Select(rewritten.Compile(preferInterpretation: true)));
    }

    [Fact]
    public void SequenceEqual_over_arrays_is_LINQs_own()
    {
        Expression<Func<int[], bool>> lambda = x => x.SequenceEqual(Some);

        var rewritten = Rewritten(lambda).Compile(preferInterpretation: true);

        Assert.True(rewritten([1, 3]));
        Assert.False(rewritten([1]));
    }

    [Fact]
    public void A_call_inside_a_nested_lambda_is_found()
    {
        Expression<Func<List<int>, bool>> lambda = list => list.Any(x => Some.Contains(x));

        var rewritten = Rewritten(lambda).Compile(preferInterpretation: true);

        Assert.True(rewritten([3]));
        Assert.False(rewritten([2]));
    }

    [Fact]
    public void A_comparer_is_kept()
    {
        string[] names = ["A"];
        Expression<Func<string, bool>> lambda = x => names.Contains(x, StringComparer.OrdinalIgnoreCase);

        Assert.True(Rewritten(lambda).Compile(preferInterpretation: true)("a"));
    }

    [Fact]
    public void Other_calls_stay()
    {
        Expression<Func<List<int>, bool>> lambda = list => list.Contains(1);

        Assert.Same(lambda, Rewritten(lambda));
    }

    private static Expression<TDelegate> Rewritten<TDelegate>(Expression<TDelegate> lambda) =>
        (Expression<TDelegate>)new SpanContainsRewriter().Visit(lambda);
}
