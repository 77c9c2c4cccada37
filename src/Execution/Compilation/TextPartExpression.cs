using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>A part of a text, of which a string is made only where somebody reads it whole.</summary>
internal sealed class TextPartExpression(Expression text, Expression start, Expression length) : Expression
{
    public Expression Text => text;

    public Expression Start => start;

    public Expression Length => length;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override Type Type => typeof(string);

    public override bool CanReduce => true;

    public override Expression Reduce() => Call(text, nameof(string.Substring), null, start, length);
}
