namespace Specification.Tests;

/// <summary>A query over its input; what it should emit is checked on every engine.</summary>
public sealed class StreamCase<T>(Func<StreamTestOptions, IReadOnlyList<IReadOnlyList<T>>> run, StreamTestOptions options)
{
    public StreamCase<T> With(Func<StreamTestOptions, StreamTestOptions> change) => new(run, change(options));

    /// <summary>Exactly these rows in this order, a list for each batch at which the stream exists.</summary>
    public void ShouldEmit(params T[][] expected) => Check(expected, RowOrder.Kept);

    /// <summary>These rows, in any order within a batch: after grouping, a join or Concat it is unspecified.</summary>
    public void ShouldEmitInAnyOrder(params T[][] expected) => Check(expected, RowOrder.Unspecified);

    /// <summary>Fails with this code, when planned or when run.</summary>
    public StreamQueryException ShouldFail(string code)
    {
        StreamQueryException? failure = null;
        foreach (var engine in Engine.All)
        {
            failure = Assert.Throws<StreamQueryException>(() => run(engine.Apply(options)));
            Assert.Equal(code, failure.Code);
        }

        return failure!;
    }

    private void Check(T[][] expected, RowOrder order)
    {
        foreach (var engine in Engine.All)
        {
            var actual = run(engine.Apply(options));
            Assert.True(
                RowText.Of(expected, order) == RowText.Of(actual, order),
                $"{engine}{Environment.NewLine}expected {RowText.Of(expected, order)}{Environment.NewLine}actual   {RowText.Of(actual, order)}");
        }
    }
}
