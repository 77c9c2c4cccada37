using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>The arguments of a join of two streams, and the nodes that it may become.</summary>
internal sealed class JoinSides(OperatorCall call, PlanNode outer, PlanNode inner, JoinKind kind)
{
    public OperatorCall Call => call;

    public PlanNode Outer => outer;

    public PlanNode Inner => inner;

    public JoinKind Kind => kind;

    public LambdaExpression OuterKey { get; } = call.Lambda(2);

    public LambdaExpression InnerKey { get; } = call.Lambda(3);

    public LambdaExpression Result { get; } = call.Lambda(4);

    /// <summary>The new pairs of two streams of which everything so far is kept.</summary>
    public PairJoinNode Pairs() => new(outer, inner, OuterKey, InnerKey, Result, call.Origin);

    /// <summary>What one stream holds now with everything so far of the other.</summary>
    public KeptJoinNode WithKept() => outer.Shape.IsRawSoFar
        ? new KeptJoinNode(call.Closed(inner), new KeptRowsNode(outer, OuterKey, KeepsUnmatchedOuter, call.Origin), InnerKey, Result, kind, IsKeptOuter: true, call.Origin)
        : new KeptJoinNode(call.Closed(outer), new KeptRowsNode(inner, InnerKey, KeepsUnmatchedInner, call.Origin), OuterKey, Result, kind, IsKeptOuter: false, call.Origin);

    /// <summary>What both hold at the same time; of results over everything so far, all of them.</summary>
    public JoinNode AtOnce() => new(Whole(outer), Whole(inner), OuterKey, InnerKey, Result, kind, call.Origin);

    /// <summary>Whether outer rows without a match are given.</summary>
    public bool KeepsUnmatchedOuter => kind is JoinKind.Left or JoinKind.Full or JoinKind.Group;

    /// <summary>Whether inner rows without a match are given.</summary>
    public bool KeepsUnmatchedInner => kind is JoinKind.Right or JoinKind.Full;

    private PlanNode Whole(PlanNode side) => side.Shape.Kind == WindowKind.SoFar
        ? AccumulationBinder.WithEmission(side, Emission.Complete) ?? side
        : call.Closed(side);
}
