using System.Linq.Expressions;
using Linq.Streaming;
using Linq.Streaming.Planning;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules;

namespace Planner.Tests;

/// <summary>A program that is only planned: it makes sources, keeps outputs, and runs nothing.</summary>
internal sealed class TestProgram : IStreamQueryProvider
{
    private readonly List<StreamSourceExpression> _sources = [];
    private readonly List<StreamOutput> _outputs = [];

    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(1);

    public IReadOnlyList<StreamOutput> Outputs => _outputs;

    public IStreamQueryable<T> Source<T>(string name)
    {
        var source = new StreamSourceExpression(_sources.Count, name, "FromTest", typeof(T));
        _sources.Add(source);
        return CreateQuery<T>(source);
    }

    public IStreamQueryable<T> CreateQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public IOrderedStreamQueryable<T> CreateOrderedQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public void AddOutput(StreamOutput output) => _outputs.Add(output);

    public void AddOutput(IStreamQueryable query) => AddOutput(new UnusedOutput(query));

    public string Explain(Expression query, ExplainLevel level) => throw new NotSupportedException();

    public DStreamGraph Plan(bool optimize = true, IPlanTrace? trace = null) =>
        new QueryPlanner(Options(optimize)).Plan(_outputs, trace);

    /// <summary>The plans of the outputs before any rule.</summary>
    public IReadOnlyList<PlanNode> Logical() => Traced(optimize: true).Logical;

    /// <summary>The plans of the outputs after all rules.</summary>
    public IReadOnlyList<PlanNode> Optimized(bool optimize = true) => Traced(optimize).Final;

    /// <summary>The names of the rules that changed something, in order.</summary>
    public IReadOnlyList<string> ChangingRules() => Traced(optimize: true).Rules;

    private Trace Traced(bool optimize)
    {
        var trace = new Trace();
        Plan(optimize, trace);
        return trace;
    }

    private PlannerOptions Options(bool optimize) => new()
    {
        BatchInterval = BatchInterval,
        Optimize = optimize,
        OwnsSource = source => _sources.Exists(own => ReferenceEquals(own, source)),
    };

    private sealed class Trace : IPlanTrace
    {
        public IReadOnlyList<PlanNode> Logical { get; private set; } = [];

        public IReadOnlyList<PlanNode> Final { get; private set; } = [];

        public List<string> Rules { get; } = [];

        public void Bound(IReadOnlyList<PlanNode> plans) => Logical = plans;

        public void Changed(PlanRule rule, IReadOnlyList<PlanNode> plans) => Rules.Add(rule.Name);

        public void Optimized(IReadOnlyList<PlanNode> plans) => Final = plans;
    }

    private sealed class UnusedOutput(IStreamQueryable query) : StreamOutput("Test", query.ElementType, query.Expression)
    {
        internal override void Complete(Exception? failure)
        {
        }
    }
}
