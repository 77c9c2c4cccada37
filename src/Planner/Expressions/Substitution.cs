using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Puts expressions in the place of lambda parameters, and reads members of a freshly made object straight from its arguments.</summary>
internal static class Substitution
{
    /// <summary>The body of <paramref name="lambda"/> with <paramref name="arguments"/> for its parameters.</summary>
    /// <example><c>x => x.A + 1</c> applied to <c>new { A = e.Price }</c> gives <c>e.Price + 1</c>.</example>
    public static Expression Apply(LambdaExpression lambda, params ReadOnlySpan<Expression> arguments)
    {
        var map = new Dictionary<Expression, Expression>(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            map[lambda.Parameters[i]] = arguments[i];
        }

        return new Replacer(map).Visit(lambda.Body);
    }

    /// <summary><paramref name="expression"/> with each key of <paramref name="map"/>, compared by reference, replaced by its value.</summary>
    public static Expression Replace(Expression expression, Dictionary<Expression, Expression> map) => new Replacer(map).Visit(expression);

    /// <summary>The lambda <c>x => outer(inner(x))</c>.</summary>
    public static LambdaExpression Compose(LambdaExpression outer, LambdaExpression inner) =>
        Expression.Lambda(Apply(outer, inner.Body), inner.Parameters);

    /// <summary>What <paramref name="made"/> was given for <paramref name="member"/>, or null when it is not a constructor that names its members.</summary>
    public static Expression? ArgumentFor(Expression made, System.Reflection.MemberInfo member)
    {
        if (made is not NewExpression { Members: { } members } creation)
        {
            return null;
        }

        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Name == member.Name)
            {
                return creation.Arguments[i];
            }
        }

        return null;
    }

    private sealed class Replacer(Dictionary<Expression, Expression> map) : ExpressionVisitor
    {
        public override Expression Visit(Expression? node) =>
            node is not null && map.TryGetValue(node, out var replacement) ? replacement : base.Visit(node)!;

        protected override Expression VisitMember(MemberExpression node)
        {
            var target = Visit(node.Expression);
            return target is not null && ArgumentFor(target, node.Member) is { } argument ? argument : node.Update(target!);
        }
    }
}
