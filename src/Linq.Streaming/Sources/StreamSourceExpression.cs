using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>The root of a captured query: a source of the context, by its number and name.</summary>
internal sealed class StreamSourceExpression(int id, string name, string kind, Type elementType) : Expression
{
    /// <summary>The number of the source in its context, from 0 in the order of creation.</summary>
    public int Id => id;

    /// <summary>The name that identifies the source in checkpoints, metrics and plans.</summary>
    public string Name => name;

    /// <summary>The operator that made it, such as <c>FromQueue</c>.</summary>
    public string Kind => kind;

    public Type ElementType => elementType;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override Type Type { get; } = typeof(IStreamQueryable<>).MakeGenericType(elementType);

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;

    public override string ToString() => $"{kind}<{elementType.Name}>(\"{name}\")";
}
