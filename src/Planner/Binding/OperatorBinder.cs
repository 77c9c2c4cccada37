using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Turns calls of one operator of <see cref="StreamQueryable"/>, in all its overloads, into plan nodes.</summary>
/// <remarks>A binder that refuses reports the reason and returns a node all the same, so that one run finds every error.</remarks>
internal abstract class OperatorBinder
{
    public abstract PlanNode Bind(OperatorCall call);
}

/// <summary>The operators that a binder binds, by method name.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BindsAttribute(params string[] methods) : Attribute
{
    public IReadOnlyList<string> Methods => methods;
}
