using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The result of a window join as functions of what is kept of rows: of the key of a row and the rest of it.</summary>
internal sealed class WindowJoinResult
{
    public WindowJoinResult(WindowJoinedDStream template)
    {
        Outer = new KeptRow(template.Outer.Key, template.Result, 0);
        Inner = new KeptRow(template.Inner.Key, template.Result, 1);
        var (outerKey, outer) = Parameters(template.Outer.Key.ReturnType, Outer, "outer");
        var (innerKey, inner) = Parameters(template.Inner.Key.ReturnType, Inner, "inner");
        var withOuter = Outer.Replace(template.Result.Body, outerKey, outer);
        OfPair = Expression.Lambda(Inner.Replace(withOuter, innerKey, inner), outerKey, outer, innerKey, inner);
        OfOuter = Expression.Lambda(Without(template.Result.Parameters[1], withOuter), outerKey, outer);
        OfInner = Expression.Lambda(Inner.Replace(Without(template.Result.Parameters[0], template.Result.Body), innerKey, inner), innerKey, inner);
    }

    /// <summary>What is kept of an outer row.</summary>
    public KeptRow Outer { get; }

    /// <summary>What is kept of an inner row.</summary>
    public KeptRow Inner { get; }

    /// <summary>The result of an outer row and an inner one: of key and rest of each.</summary>
    public LambdaExpression OfPair { get; }

    /// <summary>The result of an outer row that has met none.</summary>
    public LambdaExpression OfOuter { get; }

    /// <summary>The result of an inner row that has met none.</summary>
    public LambdaExpression OfInner { get; }

    private static (ParameterExpression Key, ParameterExpression Kept) Parameters(Type key, KeptRow kept, string name) =>
        (Expression.Parameter(key, name + "Key"), Expression.Parameter(kept.Selector.ReturnType, name));

    // A missing row is the default, whose members are read of it as the query says.
    private static Expression Without(ParameterExpression row, Expression body) =>
        Substitution.Replace(body, new() { [row] = Expression.Default(row.Type) });
}
