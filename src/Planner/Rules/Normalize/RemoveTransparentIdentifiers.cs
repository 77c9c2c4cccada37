using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Normalize;

/// <summary>Reads through an object that a projection makes only to carry values: <c>F(Project(x => new { A = a(x) }))</c> with F reading A becomes F over <c>a(x)</c>.</summary>
/// <remarks>
/// Query syntax makes such objects for <c>let</c>, <c>join</c> and several <c>from</c>. A value that is dear to compute and read
/// more than once stays in the projection, so that it is computed once a row; aggregates of a group are never computed twice,
/// however often a query names them.
/// </remarks>
/// <example><c>Project(t => t.x + t.y)(Project(x => new { x, y = x * 2 })(S))</c> becomes <c>Project(x => x + x * 2)(S)</c>.</example>
internal sealed class RemoveTransparentIdentifiers : PlanRule
{
    public override string Name => "remove-transparent-identifiers";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared)
    {
        if (node is not UnaryNode { Input: ProjectNode { ReadsWindow: false } project } || shared.IsShared(project)
            || project.Selector.Body is not NewExpression { Members: not null } made)
        {
            return node;
        }

        var freely = ReadsGroup(project);
        return node switch
        {
            FilterNode filter when CanRead(filter.Predicate, made, freely, again: true) =>
                project with { Input = filter with { Input = project.Input, Predicate = Compose(filter.Predicate) } },
            ProjectNode { ReadsWindow: false } outer when CanRead(outer.Selector, made, freely, again: false) =>
                outer with { Input = project.Input, Selector = Compose(outer.Selector), Origin = project.Origin.Then(outer.Origin) },
            OrderNode order when order.Keys.All(key => CanRead(key.Selector, made, freely, again: true)) =>
                project with { Input = order with { Input = project.Input, Keys = [.. order.Keys.Select(key => key with { Selector = Compose(key.Selector) })] } },
            SliceNode slice when freely => project with { Input = slice with { Input = project.Input } },
            FlatMapNode { Result: null } flat when CanRead(flat.Collection, made, freely, again: false) =>
                flat with { Input = project.Input, Collection = Compose(flat.Collection), Origin = project.Origin.Then(flat.Origin) },
            _ => node,
        };

        LambdaExpression Compose(LambdaExpression outer) => Substitution.Compose(outer, project.Selector);
    }

    private static bool ReadsGroup(ProjectNode project)
    {
        var input = project.Input;
        while (input is FilterNode or OrderNode or SliceNode)
        {
            input = input.Inputs[0];
        }

        return input is GroupNode;
    }

    // "Again": the value will be computed once more by the projection that stays.
    private static bool CanRead(LambdaExpression outer, NewExpression made, bool freely, bool again)
    {
        var reads = new MemberReads(outer.Parameters[0]);
        reads.Visit(outer.Body);
        return !reads.ReadsWhole && (freely || made.Members!.Select((member, i) => (member, Value: made.Arguments[i]))
            .All(item => ExpressionFacts.IsCheap(item.Value) || reads.Count(item.member.Name) is var count && (count == 0 || (count == 1 && !again))));
    }

    private sealed class MemberReads(ParameterExpression row) : ExpressionVisitor
    {
        private readonly Dictionary<string, int> _counts = [];
        private int _depth;

        public bool ReadsWhole { get; private set; }

        public int Count(string member) => _counts.GetValueOrDefault(member);

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression != row)
            {
                return base.VisitMember(node);
            }

            _counts[node.Member.Name] = Count(node.Member.Name) + (_depth == 0 ? 1 : 1000);
            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            ReadsWhole |= node == row;
            return node;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _depth++;
            Visit(node.Body);
            _depth--;
            return node;
        }
    }
}
