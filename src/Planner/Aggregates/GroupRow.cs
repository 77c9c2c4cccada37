using System.Linq.Expressions;
using System.Reflection;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>What an aggregation gives for one group: its key, its window, and its accumulator. Generated code takes it apart and never makes one.</summary>
internal readonly struct GroupRow<TKey, TAccumulator>(TKey key, TimeWindow window, TAccumulator accumulator)
{
    public readonly TKey Key = key;

    public readonly TimeWindow Window = window;

    public readonly TAccumulator Accumulator = accumulator;
}

/// <summary>Makes and reads <see cref="GroupRow{TKey,TAccumulator}"/>s in expressions.</summary>
internal static class GroupRows
{
    public static Type TypeOf(Type key, Type accumulator) => typeof(GroupRow<,>).MakeGenericType(key, accumulator);

    /// <summary>A constructor call that names its members, so that reads of them become reads of the arguments.</summary>
    public static NewExpression New(Type rowType, Expression key, Expression window, Expression accumulator) => Expression.New(
        rowType.GetConstructors()[0],
        [key, window, accumulator],
        [Member(rowType, nameof(GroupRow<,>.Key)), Member(rowType, nameof(GroupRow<,>.Window)), Member(rowType, nameof(GroupRow<,>.Accumulator))]);

    public static Expression Key(Expression row) => Expression.Field(row, nameof(GroupRow<,>.Key));

    public static Expression Window(Expression row) => Expression.Field(row, nameof(GroupRow<,>.Window));

    public static Expression Accumulator(Expression row) => Expression.Field(row, nameof(GroupRow<,>.Accumulator));

    private static FieldInfo Member(Type rowType, string name) => rowType.GetField(name)!;
}
