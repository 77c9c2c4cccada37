using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>An aggregation whose rows travel between two stages as what its aggregates read of them.</summary>
/// <remarks>The first stage evaluates filters and selectors of the aggregates; the second has the same aggregates over a tuple of the values.</remarks>
internal sealed class ScatteredAggregation
{
    /// <summary>A tuple has no more items than this.</summary>
    private const int MostValues = 7;

    private readonly List<Func<Expression, Expression>> _values = [];

    private ScatteredAggregation(Aggregation original)
    {
        var places = new List<(int? Filter, int? Value)>();
        foreach (var call in original.Calls)
        {
            places.Add((call.Filter is { } filter ? Add(row => Inlining.Apply(filter, row)) : null, call.Function.ValueType is null ? null : Add(row => ValueOf(call, row))));
        }

        var sample = Expression.Parameter(original.Key!.Parameters[0].Type);
        ValuesType = _values.Count > MostValues ? null : SlotTuple.TypeOf([.. _values.Select(value => value(sample).Type)]);
        Aggregation = ValuesType is null ? original : new Aggregation(
            original.Key, [.. original.Calls.Select((call, i) => new AggregateCall(call.Function, Read(places[i].Filter), Read(places[i].Value)))], original.EmitsEmpty);
    }

    /// <summary>The tuple of the values of a row; null where they are too many.</summary>
    public Type? ValuesType { get; }

    /// <summary>The aggregation of tuples. Its key is that of rows and is not evaluated again.</summary>
    public Aggregation Aggregation { get; }

    /// <summary>The aggregation of <paramref name="original"/>, which has a key; null where its rows would not fit a tuple.</summary>
    public static ScatteredAggregation? Of(Aggregation original) => new ScatteredAggregation(original) is { ValuesType: not null } scattered ? scattered : null;

    /// <summary>The values of <paramref name="row"/>, which is cheap to read.</summary>
    public Expression ValuesOf(Expression row) => _values.Count == 0 ? Expression.Default(typeof(ValueTuple)) : SlotTuple.New([.. _values.Select(value => value(row))]);

    // A value is only asked of rows that pass the filter.
    private static Expression ValueOf(AggregateCall call, Expression row)
    {
        var value = call.Selector is null ? row : Inlining.Apply(call.Selector, row);
        return call.Filter is null ? value : Expression.Condition(Inlining.Apply(call.Filter, row), value, Expression.Default(value.Type));
    }

    private int Add(Func<Expression, Expression> value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    private LambdaExpression? Read(int? place)
    {
        if (place is not { } index)
        {
            return null;
        }

        var values = Expression.Parameter(ValuesType!, "values");
        return Expression.Lambda(SlotTuple.Slot(values, index), values);
    }
}
