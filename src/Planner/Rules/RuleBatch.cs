using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules;

/// <summary>Rules that run together, in order, until none of them changes anything or <paramref name="maxPasses"/> is reached.</summary>
internal sealed class RuleBatch(string name, int maxPasses, bool isOptional, params IReadOnlyList<PlanRule> rules)
{
    public string Name => name;

    /// <summary>Whether the plan means the same without it.</summary>
    public bool IsOptional => isOptional;

    public IReadOnlyList<PlanRule> Rules => rules;

    /// <summary>Runs the rules; <paramref name="onChange"/> is told of each that changed something, with the plans after it.</summary>
    public IReadOnlyList<PlanNode> Run(IReadOnlyList<PlanNode> plans, Action<PlanRule, IReadOnlyList<PlanNode>>? onChange)
    {
        for (var pass = 0; pass < maxPasses; pass++)
        {
            var before = plans;
            foreach (var rule in rules)
            {
                var rewritten = rule.Apply(plans);
                if (!IsSame(plans, rewritten))
                {
                    Verify(rule, plans, rewritten);
                    onChange?.Invoke(rule, rewritten);
                    plans = rewritten;
                }
            }

            if (IsSame(before, plans))
            {
                break;
            }
        }

        return plans;
    }

    private static bool IsSame(IReadOnlyList<PlanNode> first, IReadOnlyList<PlanNode> second) =>
        first.SequenceEqual(second, ReferenceEqualityComparer.Instance);

    // A rule may change how rows are computed, never what they are.
    private static void Verify(PlanRule rule, IReadOnlyList<PlanNode> before, IReadOnlyList<PlanNode> after)
    {
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i].ElementType != after[i].ElementType || before[i].Shape.Emission != after[i].Shape.Emission)
            {
                throw new InvalidOperationException(
                    $"Rule '{rule.Name}' changed the rows of a plan from {before[i].ElementType} ({before[i].Shape.Emission}) to {after[i].ElementType} ({after[i].Shape.Emission}).");
            }
        }
    }
}
