namespace Linq.Streaming.Execution.Expansion;

/// <summary>The template whose running side a class is.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ExpandsAttribute(Type template) : Attribute
{
    public Type Template => template;
}
