using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules;

namespace Linq.Streaming.Planning;

/// <summary>Follows a plan on its way, for <c>Explain</c>.</summary>
internal interface IPlanTrace
{
    /// <summary>The plans as bound.</summary>
    void Bound(IReadOnlyList<PlanNode> plans);

    /// <summary>The plans after a rule that changed something.</summary>
    void Changed(PlanRule rule, IReadOnlyList<PlanNode> plans);

    /// <summary>The plans after all rules.</summary>
    void Optimized(IReadOnlyList<PlanNode> plans);
}
