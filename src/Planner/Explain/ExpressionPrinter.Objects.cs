using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Explain;

// New objects, arrays and their initializers.
internal sealed partial class ExpressionPrinter
{
    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Members is { } members && TypeNames.IsAnonymous(node.Type))
        {
            var separator = "new { ";
            for (var i = 0; i < members.Count; i++)
            {
                Add(separator).Add(TypeNames.OfMember(members[i])).Add(" = ").Visit(node.Arguments[i]);
                separator = ", ";
            }

            Add(" }");
            return node;
        }

        Add("new ").Add(Type(node.Type)).AddList("(", node.Arguments, ")");
        return node;
    }

    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        if (node.NodeType == ExpressionType.NewArrayBounds)
        {
            Add($"new {Type(node.Type.GetElementType()!)}").AddList("[", node.Expressions, "]");
            return node;
        }

        Add(IsCanonical ? $"new {Type(node.Type)} " : "new[] ").AddList("{ ", node.Expressions, " }");
        return node;
    }

    protected override Expression VisitMemberInit(MemberInitExpression node)
    {
        Visit(node.NewExpression);
        Add(" ");
        Bindings(node.Bindings);
        return node;
    }

    protected override MemberMemberBinding VisitMemberMemberBinding(MemberMemberBinding node)
    {
        Bindings(node.Bindings);
        return node;
    }

    protected override MemberListBinding VisitMemberListBinding(MemberListBinding node)
    {
        AddList("{ ", node.Initializers.SelectMany(initializer => initializer.Arguments), " }");
        return node;
    }

    private void Bindings(IEnumerable<MemberBinding> bindings)
    {
        var separator = "{ ";
        foreach (var binding in bindings)
        {
            Add(separator).Add(binding.Member.Name).Add(" = ");
            VisitMemberBinding(binding);
            separator = ", ";
        }

        Add(" }");
    }

    protected override Expression VisitListInit(ListInitExpression node)
    {
        Visit(node.NewExpression);
        Add(" ").AddList("{ ", node.Initializers.SelectMany(initializer => initializer.Arguments), " }");
        return node;
    }
}
