using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Rules.Lower;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The result of a window join as functions of what is kept of rows: of the key of a row and the rest of it.</summary>
internal sealed class WindowJoinResult
{
    public WindowJoinResult(WindowJoinedDStream template)
    {
        (OuterKey, InnerKey) = Keys(template.Outer.Key, template.Inner.Key);
        Outer = new KeptRow(OuterKey, template.Result, 0);
        Inner = new KeptRow(InnerKey, template.Result, 1);
        var (outerKey, outer) = Parameters(OuterKey.ReturnType, Outer, "outer");
        var (innerKey, inner) = Parameters(InnerKey.ReturnType, Inner, "inner");
        var withOuter = Outer.Replace(template.Result.Body, outerKey, outer);
        OfPair = Expression.Lambda(Inner.Replace(withOuter, innerKey, inner), outerKey, outer, innerKey, inner);
        OfOuter = Expression.Lambda(Without(template.Result.Parameters[1], withOuter), outerKey, outer);
        OfInner = Expression.Lambda(Inner.Replace(Without(template.Result.Parameters[0], template.Result.Body), innerKey, inner), innerKey, inner);
    }

    /// <summary>The key of an outer row as it is kept.</summary>
    public LambdaExpression OuterKey { get; }

    /// <summary>The key of an inner row as it is kept.</summary>
    public LambdaExpression InnerKey { get; }

    /// <summary>What is kept of an outer row, beside its key.</summary>
    public KeptRow Outer { get; }

    /// <summary>What is kept of an inner row, beside its key.</summary>
    public KeptRow Inner { get; }

    /// <summary>The result of an outer row and an inner one: of key and rest of each.</summary>
    public LambdaExpression OfPair { get; }

    /// <summary>The result of an outer row that has met none.</summary>
    public LambdaExpression OfOuter { get; }

    /// <summary>The result of an inner row that has met none.</summary>
    public LambdaExpression OfInner { get; }

    // Anonymous types are kept as tuples of their members, where both sides make them: no object is made for a row.
    private static (LambdaExpression Outer, LambdaExpression Inner) Keys(LambdaExpression outer, LambdaExpression inner)
    {
        var (storedOuter, storedInner) = (CompositeKey.Of(outer).Stored!, CompositeKey.Of(inner).Stored!);
        return storedOuter.ReturnType == storedInner.ReturnType ? (storedOuter, storedInner) : (outer, inner);
    }

    private static (ParameterExpression Key, ParameterExpression Kept) Parameters(Type key, KeptRow kept, string name) =>
        (Expression.Parameter(key, name + "Key"), Expression.Parameter(kept.Selector.ReturnType, name));

    // A missing row is the default, whose members are read of it as the query says.
    private static Expression Without(ParameterExpression row, Expression body) =>
        Substitution.Replace(body, new() { [row] = Expression.Default(row.Type) });
}
