using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>One aggregate as expressions over its slots in an accumulator. All slots start as <c>default</c>.</summary>
/// <remarks>
/// Partial accumulators are only updated, in row order; then they are combined, in the order batch, partition, into one that is
/// not updated again in that batch. <see cref="Combine"/> into a fresh accumulator must give the other's value.
/// </remarks>
internal abstract class AggregateFunction
{
    /// <summary>What it is called in plans.</summary>
    public abstract string Name { get; }

    /// <summary>The type of the values that it takes; null when it looks at no value.</summary>
    public abstract Type? ValueType { get; }

    /// <summary>The types of its slots.</summary>
    public abstract IReadOnlyList<Type> Slots { get; }

    /// <summary>Whether nothing at all still has a result, as 0 is the count of nothing.</summary>
    public virtual bool HasEmptyResult => false;

    /// <summary>The functions and values that it is made of, beside the value that it takes: part of what a plan says.</summary>
    public virtual IReadOnlyList<Expression> Parts => [];

    /// <summary>Whether its name and value type say all about it, so that two of the same are one.</summary>
    public bool IsPlain => Parts.Count == 0;

    /// <summary>Whether an accumulator stays small however many rows it takes in.</summary>
    public virtual bool IsBounded => true;

    /// <summary>Whether rows can be taken out again, exactly.</summary>
    public virtual bool IsInvertible => false;

    /// <summary>Whether the order in which rows are taken in makes no difference, so that parts may be combined in any order.</summary>
    public virtual bool IsCommutative => false;

    /// <summary>Takes in one value; <paramref name="value"/> can be evaluated more than once.</summary>
    public abstract Expression Update(IReadOnlyList<Expression> slots, Expression value);

    /// <summary>Takes in the accumulator <paramref name="other"/> of rows that come after this one's.</summary>
    public abstract Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other);

    /// <summary>Takes the accumulator <paramref name="other"/> of the oldest rows out of this one; only where <see cref="IsInvertible"/>.</summary>
    public virtual Expression Subtract(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        throw new NotSupportedException($"{Name} cannot take rows out.");

    /// <summary>The aggregate's value.</summary>
    public abstract Expression Result(IReadOnlyList<Expression> slots);
}
