using System.Linq.Expressions;

namespace Linq.Streaming.Tests.Capture;

/// <summary>Makes queries and remembers their outputs; plans and runs nothing.</summary>
internal sealed class CapturingProvider : IStreamQueryProvider
{
    private int _sources;

    public List<StreamOutput> Outputs { get; } = [];

    public List<(Expression Query, ExplainLevel Level)> Explained { get; } = [];

    public IStreamQueryable<T> Source<T>() =>
        CreateQuery<T>(new StreamSourceExpression(_sources, $"source{_sources++}", "FromTest", typeof(T)));

    public IOrderedStreamQueryable<T> OrderedSource<T>() => Source<T>().OrderBy(e => 0);

    public IStreamQueryable<T> CreateQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public IOrderedStreamQueryable<T> CreateOrderedQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public void AddOutput(StreamOutput output) => Outputs.Add(output);

    public string Explain(Expression query, ExplainLevel level)
    {
        Explained.Add((query, level));
        return "a plan";
    }

    public BatchOutput<T> Output<T>() => Assert.IsType<BatchOutput<T>>(Assert.Single(Outputs));
}
