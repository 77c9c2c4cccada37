using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The number of rows.</summary>
internal sealed class CountFunction : AggregateFunction
{
    public override string Name => "Count";

    public override Type? ValueType => null;

    public override IReadOnlyList<Type> Slots { get; } = [typeof(long)];

    public override bool HasEmptyResult => true;

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Expression.Assign(slots[0], Expression.Add(slots[0], Expression.Constant(1L)));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Assign(slots[0], Expression.Add(slots[0], other[0]));

    public override bool IsInvertible => true;

    public override Expression Subtract(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Assign(slots[0], Expression.Subtract(slots[0], other[0]));

    public override Expression Result(IReadOnlyList<Expression> slots) => slots[0];
}
