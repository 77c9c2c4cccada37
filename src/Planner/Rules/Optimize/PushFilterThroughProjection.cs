using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Tests rows before they are projected: <c>Filter(p)(Project(f)(S))</c> becomes <c>Project(f)(Filter(x => p(f(x)))(S))</c>.</summary>
/// <remarks>
/// Sound because lambdas are pure. It pays where what the test reads is cheap: the projection computes it once more for the rows
/// that pass. The rule is what lets a filter go on to windows and concatenations.
/// </remarks>
internal sealed class PushFilterThroughProjection : PlanRule
{
    public override string Name => "push-filter-through-projection";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        FilterNode { Input: ProjectNode { ReadsWindow: false } project } filter
            when !shared.IsShared(project) && Substitution.Compose(filter.Predicate, project.Selector) is var pushed && IsFree(filter.Predicate, project.Selector, pushed) =>
            project with { Input = filter with { Input = project.Input, Predicate = pushed } },
        _ => node,
    };

    private static bool IsFree(LambdaExpression predicate, LambdaExpression selector, LambdaExpression pushed) =>
        ExpressionFacts.IsCheap(selector.Body)
        || (selector.Body is NewExpression { Members: not null } made && made.Arguments.All(argument => ExpressionFacts.IsCheap(argument) || !Reads(pushed.Body, argument))
            && ExpressionFacts.CountUses(predicate.Body, predicate.Parameters[0]) > 0);

    private static bool Reads(Expression body, Expression part)
    {
        var finder = new Finder(part);
        finder.Visit(body);
        return finder.Found;
    }

    private sealed class Finder(Expression part) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        public override Expression? Visit(Expression? node)
        {
            Found |= ReferenceEquals(node, part);
            return Found ? node : base.Visit(node);
        }
    }
}
