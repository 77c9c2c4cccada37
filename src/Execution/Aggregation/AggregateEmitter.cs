using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The loops that all aggregations share: a row into a partial table, and entries into a final one.</summary>
internal static class AggregateEmitter
{
    /// <summary>Takes <paramref name="row"/> into the accumulator of its key in <paramref name="table"/>, a variable.</summary>
    public static Expression Update(StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression table, Row row) =>
        Update(emitter, of, aggregation, table, Key(emitter, of, aggregation, row), row);

    /// <summary>As <see cref="Update(StageEmitter, StreamExpander, Planning.Aggregates.Aggregation, Expression, Row)"/>, under <paramref name="key"/>.</summary>
    public static Expression Update(
        StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression table, Expression key, Row row) =>
        WithSlot(emitter, table, key, accumulator => UpdateSlot(emitter, of, aggregation, accumulator, row));

    /// <summary>The key of <paramref name="row"/>.</summary>
    public static Expression Key(StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Row row) =>
        row.Key ?? (aggregation.Key is { } selector ? emitter.Call(of, selector, row.Value) : Expression.Default(typeof(ValueTuple)));

    /// <summary>Takes <paramref name="row"/> into the state of its key in <paramref name="table"/>, a variable, which is that of a <see cref="StateSink{TKey,TAccumulator}"/>.</summary>
    public static Expression UpdateState(
        StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression sink, Expression table, Row row)
    {
        var stamp = emitter.HoistOnce("stamp", () => Expression.Field(sink, nameof(StateSink<,>.Stamp)));
        var index = Expression.Variable(typeof(int), "index");
        var slots = Expression.Variable(table.Type.GetField(nameof(KeyedTable<,>.Slots))!.FieldType, "slots");
        var entry = Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value));
        return Expression.Block(
            typeof(void),
            [index, slots],
            Expression.Assign(index, IndexOf(emitter, table, Key(emitter, of, aggregation, row))),
            Expression.Assign(slots, Expression.Field(table, nameof(KeyedTable<,>.Slots))),
            Expression.IfThen(
                Expression.NotEqual(Expression.Field(entry, nameof(StateEntry<>.Stamp)), stamp),
                Expression.Call(sink, nameof(StateSink<,>.TouchFirst), null, index)),
            UpdateSlot(emitter, of, aggregation, Expression.Field(entry, nameof(StateEntry<>.Value)), row));
    }

    /// <summary>As <see cref="UpdateState"/>, for rows without a key whose one entry is in the table and has been touched.</summary>
    public static Expression UpdateOnlyState(StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression table, Row row) =>
        emitter.Let(Expression.Field(table, nameof(KeyedTable<,>.Slots)), slots => UpdateSlot(
            emitter,
            of,
            aggregation,
            Expression.Field(Expression.Field(Expression.ArrayAccess(slots, Expression.Constant(0)), nameof(KeyedSlot<,>.Value)), nameof(StateEntry<>.Value)),
            row), "slots");

    /// <summary>As <c>Update</c>, for rows without a key whose one entry is in the table.</summary>
    public static Expression UpdateOnly(StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression table, Row row) =>
        emitter.Let(Expression.Field(table, nameof(KeyedTable<,>.Slots)), slots => UpdateSlot(
            emitter, of, aggregation, Expression.Field(Expression.ArrayAccess(slots, Expression.Constant(0)), nameof(KeyedSlot<,>.Value)), row), "slots");

    /// <summary>Combines each entry of <paramref name="run"/> into the accumulator of its key; <paramref name="find"/> gives its place from the key.</summary>
    public static Expression Combine(
        StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression run, Func<Expression, Func<Expression, Expression>, Expression> find)
    {
        var entries = Expression.Variable(Expression.Field(run, nameof(EntryRun<,>.Entries)).Type, "entries");
        var count = Expression.Variable(typeof(int), "count");
        return Expression.Block(
            typeof(void),
            [entries, count],
            Expression.Assign(entries, Expression.Field(run, nameof(EntryRun<,>.Entries))),
            Expression.Assign(count, Expression.Field(run, nameof(EntryRun<,>.Count))),
            Loops.For(Expression.Constant(0), count, i => find(
                Expression.Field(Expression.ArrayAccess(entries, i), nameof(KeyedEntry<,>.Key)),
                accumulator => emitter.Update(of, aggregation.Combine, accumulator, Expression.Field(Expression.ArrayAccess(entries, i), nameof(KeyedEntry<,>.Value)))), "e"));
    }

    /// <summary>Whether a row, which is its own key, is read by nothing else.</summary>
    public static bool OnlyLooksUp(Planning.Aggregates.Aggregation aggregation) =>
        aggregation.Key is { } key && key.ReturnType == typeof(string) && key.Body == key.Parameters[0] && aggregation.Calls.All(call => call.Selector is null);

    // The place of a key in a table, added where there is none.
    private static Expression IndexOf(StageEmitter emitter, Expression table, Expression key) => key is TextPartExpression part
        ? Expression.Call(table, nameof(KeyedTable<,>.GetIndexOfPart), null, part.Text, part.Start, part.Length)
        : KeyAhead.IndexOf(table, key, emitter.Row);

    /// <summary>Finds or adds the key's slot and gives its accumulator, assignable, to <paramref name="use"/>.</summary>
    public static Expression WithSlot(StageEmitter emitter, Expression table, Expression key, Func<Expression, Expression> use)
    {
        // The index first, the array after it: finding a place may replace the array.
        var index = Expression.Variable(typeof(int), "index");
        var slots = Expression.Variable(table.Type.GetField(nameof(KeyedTable<,>.Slots))!.FieldType, "slots");
        return Expression.Block(
            typeof(void),
            [index, slots],
            Expression.Assign(index, IndexOf(emitter, table, key)),
            Expression.Assign(slots, Expression.Field(table, nameof(KeyedTable<,>.Slots))),
            use(Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value))));
    }

    /// <summary>Each entry of <paramref name="table"/>, a variable, in the order of insertion: its key and its value.</summary>
    public static Expression Scan(Expression table, Func<Expression, Expression, Expression> body)
    {
        var slots = Expression.Variable(table.Type.GetField(nameof(KeyedTable<,>.Slots))!.FieldType, "slots");
        var count = Expression.Variable(typeof(int), "count");
        var index = Expression.Variable(typeof(int), "index");
        return Expression.Block(
            typeof(void),
            [slots, count],
            Expression.Assign(slots, Expression.Field(table, nameof(KeyedTable<,>.Slots))),
            Expression.Assign(count, Expression.Property(table, nameof(KeyedTable<,>.Count))),
            Loops.For(Expression.Constant(0), count, position => Expression.Block(
                typeof(void),
                [index],
                Expression.Assign(index, Expression.Call(table, nameof(KeyedTable<,>.SlotAt), null, position)),
                body(
                    Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Key)),
                    Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value)))), "position"));
    }

    private static Expression UpdateSlot(StageEmitter emitter, StreamExpander of, Planning.Aggregates.Aggregation aggregation, Expression accumulator, Row row) =>
        emitter.Update(of, aggregation.Update, accumulator, row.Value);
}
