namespace Linq.Streaming.Execution.Code;

/// <summary>An expression as text, and how tightly its outermost operator binds.</summary>
internal readonly record struct CodeText(string Text, CodeLevel Level = CodeLevel.Primary)
{
    /// <summary>The text as an operand of something that binds as tightly as <paramref name="level"/>.</summary>
    public string At(CodeLevel level) => Level >= level ? Text : $"({Text})";

    public override string ToString() => Text;
}

/// <summary>Levels of precedence of C#, loosest first.</summary>
internal enum CodeLevel
{
    Assignment,
    Conditional,
    Coalesce,
    OrElse,
    AndAlso,
    Or,
    ExclusiveOr,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
