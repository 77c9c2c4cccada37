using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules;

/// <summary>One rewrite from plan to plan. A plan that it does not apply to comes back unchanged, by reference.</summary>
internal abstract class PlanRule
{
    /// <summary>What plans printed by <c>Explain</c> call it.</summary>
    public abstract string Name { get; }

    /// <summary>Rewrites one node whose inputs have been rewritten already; returns the node itself where the rule does not apply.</summary>
    protected abstract PlanNode Rewrite(PlanNode node, SharedNodes shared);

    /// <summary>Applies the rule once to every node of the plans, inputs first. Nodes that several others read stay shared.</summary>
    public virtual IReadOnlyList<PlanNode> Apply(IReadOnlyList<PlanNode> plans)
    {
        var shared = new SharedNodes(plans);
        var done = new Dictionary<PlanNode, PlanNode>(ReferenceEqualityComparer.Instance);
        return [.. plans.Select(Visit)];

        PlanNode Visit(PlanNode node)
        {
            if (!done.TryGetValue(node, out var result))
            {
                var inputs = node.Inputs.Count == 0 ? node.Inputs : [.. node.Inputs.Select(Visit)];
                var visited = node.WithInputs(inputs);
                shared.Replace(node, visited);
                result = Rewrite(visited, shared);
                shared.Replace(node, result);
                done.Add(node, result);
            }

            return result;
        }
    }
}
