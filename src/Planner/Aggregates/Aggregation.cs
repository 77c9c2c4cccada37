using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Which key a row belongs to and what is computed of the rows of a key.</summary>
internal sealed class Aggregation
{
    private readonly int[] _firstSlot;

    /// <param name="key">The key of a row, of a type that may be a key; null when all rows are one group.</param>
    /// <param name="calls">The aggregates.</param>
    /// <param name="emitsEmpty">Whether a batch or window without rows gives a result, as <c>Count</c> gives 0; only without key.</param>
    public Aggregation(LambdaExpression? key, IReadOnlyList<AggregateCall> calls, bool emitsEmpty)
    {
        (Key, Calls, EmitsEmpty) = (key, calls, emitsEmpty);
        KeyType = key?.ReturnType ?? typeof(ValueTuple);
        _firstSlot = new int[calls.Count];
        var slots = new List<Type>();
        for (var i = 0; i < calls.Count; i++)
        {
            _firstSlot[i] = slots.Count;
            slots.AddRange(calls[i].Function.Slots);
        }

        AccumulatorType = SlotTuple.TypeOf(slots);
        RowType = GroupRows.TypeOf(KeyType, AccumulatorType);
    }

    public LambdaExpression? Key { get; }

    public IReadOnlyList<AggregateCall> Calls { get; }

    public bool EmitsEmpty { get; }

    /// <summary>The type of the key; the empty tuple when there is none.</summary>
    public Type KeyType { get; }

    /// <summary>A value type with the slots of all aggregates.</summary>
    public Type AccumulatorType { get; }

    /// <summary>The <see cref="GroupRow{TKey,TAccumulator}"/> that it gives for each group.</summary>
    public Type RowType { get; }

    /// <summary>Takes <paramref name="row"/> into <paramref name="accumulator"/>, both cheap to read, the latter assignable.</summary>
    public Expression Update(Expression accumulator, Expression row) =>
        Statements(Calls.Select((call, i) => call.Update(Slots(accumulator, i), row)));

    /// <summary>Takes the accumulator <paramref name="other"/> into <paramref name="accumulator"/>.</summary>
    public Expression Combine(Expression accumulator, Expression other) =>
        Statements(Calls.Select((call, i) => call.Function.Combine(Slots(accumulator, i), Slots(other, i))));

    /// <summary>Whether accumulators stay small, so that one can be kept for each part of a window.</summary>
    public bool IsBounded => Calls.All(call => call.Function.IsBounded);

    /// <summary>Whether the order of rows makes no difference.</summary>
    public bool IsCommutative => Calls.All(call => call.Function.IsCommutative);

    /// <summary>Whether rows can be taken out of an accumulator again.</summary>
    public bool IsInvertible => Calls.All(call => call.Function.IsInvertible);

    /// <summary>Takes the accumulator <paramref name="other"/> of the oldest rows out of <paramref name="accumulator"/>.</summary>
    public Expression Subtract(Expression accumulator, Expression other) =>
        Statements(Calls.Select((call, i) => call.Function.Subtract(Slots(accumulator, i), Slots(other, i))));

    /// <summary>The value of aggregate <paramref name="call"/>.</summary>
    public Expression Result(int call, Expression accumulator) => Calls[call].Function.Result(Slots(accumulator, call));

    public string Print(PlanPrinter printer)
    {
        var key = Key is null ? "" : $"key={printer.Expression(Key)} ";
        return $"{key}[{string.Join(", ", Calls.Select(call => call.Print(printer)))}]";
    }

    private IReadOnlyList<Expression> Slots(Expression accumulator, int call) =>
        [.. Enumerable.Range(_firstSlot[call], Calls[call].Function.Slots.Count).Select(slot => SlotTuple.Slot(accumulator, slot))];

    private static Expression Statements(IEnumerable<Expression> steps)
    {
        var all = steps.ToArray();
        return all.Length == 0 ? Expression.Empty() : Expression.Block(typeof(void), all);
    }
}
