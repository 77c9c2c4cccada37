using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules;

/// <summary>Which nodes several others read: a rule that would compute one of them again for each reader leaves it alone.</summary>
internal sealed class SharedNodes
{
    private readonly Dictionary<PlanNode, int> _readers = new(ReferenceEqualityComparer.Instance);

    public SharedNodes(IReadOnlyList<PlanNode> plans)
    {
        foreach (var plan in plans)
        {
            Count(plan);
        }
    }

    public bool IsShared(PlanNode node) => _readers.GetValueOrDefault(node) > 1;

    /// <summary>Notes that <paramref name="replacement"/> has taken the place of <paramref name="node"/>, with all its readers.</summary>
    public void Replace(PlanNode node, PlanNode replacement)
    {
        if (!ReferenceEquals(node, replacement))
        {
            _readers[replacement] = Math.Max(_readers.GetValueOrDefault(node), _readers.GetValueOrDefault(replacement));
        }
    }

    private void Count(PlanNode node)
    {
        _readers[node] = _readers.GetValueOrDefault(node) + 1;
        if (_readers[node] == 1)
        {
            foreach (var input in node.Inputs)
            {
                Count(input);
            }
        }
    }
}
