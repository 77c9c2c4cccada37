using Linq.Streaming;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules;
using Linq.Streaming.Planning.Rules.Lower;

namespace Planner.Tests.Rules;

/// <summary>A test of one rule alone: what it makes of a plan as bound, in one pass.</summary>
public abstract class RuleSpec : PlanSpec
{
    private readonly PlanRule _rule;

    private protected RuleSpec(PlanRule rule) => _rule = rule;

    private protected void Rewrites(IStreamQueryable query, string into) => Rewrites([query], into);

    private protected void Rewrites(IReadOnlyList<IStreamQueryable> queries, string into)
    {
        var before = Bind(queries);
        var after = _rule.Apply(before);

        Assert.NotEqual(before, after);
        Assert.Equal(before.Select(plan => plan.ElementType), after.Select(plan => plan.ElementType));
        AssertSame(into, after);
    }

    /// <summary>The rule must not apply anywhere.</summary>
    private protected void Keeps(params IReadOnlyList<IStreamQueryable> queries)
    {
        var before = Bind(queries);

        Assert.Equal(before, _rule.Apply(before));
    }

    /// <summary>As <see cref="Rewrites(IStreamQueryable, string)"/>, for a rule that works on aggregations.</summary>
    private protected void RewritesLowered(IStreamQueryable query, string to) =>
        AssertSame(to, _rule.Apply(new AggregateGroups().Apply(Bind([query]))));

    /// <summary>As <see cref="Keeps"/>, for a rule that works on aggregations.</summary>
    private protected void KeepsLowered(params IReadOnlyList<IStreamQueryable> queries)
    {
        var before = new AggregateGroups().Apply(Bind(queries));

        Assert.Equal(before, _rule.Apply(before));
    }

    private IReadOnlyList<PlanNode> Bind(IReadOnlyList<IStreamQueryable> queries)
    {
        foreach (var query in queries)
        {
            Program.AddOutput(query);
        }

        return Program.Logical();
    }
}
