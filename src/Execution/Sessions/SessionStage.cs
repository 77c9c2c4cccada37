using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The stage before the shuffle of sessions: rows into partial sessions by their session key.</summary>
internal abstract class SessionStage<TKey, TPartial>(string name, StreamExpander tail, PartitionOfKey<TKey> partitions, long gap) : StageTemplate(name, tail)
{
    protected PartitionOfKey<TKey> Partitions => partitions;

    /// <summary>The type of the sink.</summary>
    protected abstract Type SinkType { get; }

    public override bool NeedsOnlyRows => true;

    // if (!slot.Takes(time)) { sessions.Start(ref slot, time) } update of the slot's value
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sessions = emitter.HoistOnce("sessions", () => Expression.Field(emitter.Sink(SinkType), nameof(KeyedSessionSink<,>.Sessions)));
        var table = emitter.HoistOnce("table", () => Expression.Field(sessions, nameof(PartialSessions<,>.Table)));
        var time = row.Time ?? emitter.BatchTicks;
        return AggregateEmitter.WithSlot(emitter, table, row.SessionKey!, slot => Expression.Block(
            typeof(void),
            Expression.IfThen(
                Expression.Not(Expression.Call(slot, nameof(PartialSession<>.Takes), null, time, Expression.Constant(gap))),
                Expression.Call(sessions, nameof(PartialSessions<,>.Start), null, slot, time)),
            Update(emitter, Expression.Field(slot, nameof(PartialSession<>.Value)), row)));
    }

    /// <summary>Takes <paramref name="row"/> into what its partial session keeps.</summary>
    protected abstract Expression Update(StageEmitter emitter, Expression value, Row row);
}

/// <summary>Where partial sessions keep accumulators.</summary>
internal sealed class AggregateSessionStage<TKey, TAccumulator>(
    string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, PartitionOfKey<TKey> partitions, long gap)
    : SessionStage<TKey, TAccumulator>(name, tail, partitions, gap)
{
    protected override Type SinkType => typeof(AccumulatorSessionSink<TKey, TAccumulator>);

    protected override Expression Update(StageEmitter emitter, Expression value, Row row) => emitter.Update(owner, aggregation.Update, value, row.Value);

    protected override StageSink CreateSink() => new AccumulatorSessionSink<TKey, TAccumulator>(Partitions);
}

/// <summary>Where partial sessions keep their rows.</summary>
internal sealed class RowSessionStage<TKey, TRow>(string name, StreamExpander tail, PartitionOfKey<TKey> partitions, long gap)
    : SessionStage<TKey, RowChain<TRow>>(name, tail, partitions, gap)
{
    protected override Type SinkType => typeof(RowSessionSink<TKey, TRow>);

    protected override Expression Update(StageEmitter emitter, Expression value, Row row)
    {
        var rows = emitter.HoistOnce("rows", () => Expression.Field(emitter.Sink(SinkType), nameof(RowSessionSink<,>.Rows)));
        return Expression.Call(value, nameof(RowChain<>.Add), null, rows, row.Value);
    }

    protected override StageSink CreateSink() => new RowSessionSink<TKey, TRow>(Partitions);
}

/// <summary>As <see cref="AggregateSessionStage{TKey,TAccumulator}"/>, where there is one partition.</summary>
internal sealed class SingleSessionStage<TKey, TAccumulator>(
    string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, PartitionOfKey<TKey> partitions) : StageTemplate(name, tail)
{
    public override bool NeedsOnlyRows => true;

    // index = Add(run, key, time); update of run.Entries[index]
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = typeof(SingleSessionSink<TKey, TAccumulator>);
        var run = emitter.HoistOnce("run", () => Expression.Property(emitter.Sink(sink), nameof(SingleSessionSink<,>.Run)));
        var index = Expression.Variable(typeof(int), "index");
        var entry = Expression.ArrayAccess(Expression.Field(run, nameof(EntryRun<,>.Entries)), index);
        var value = Expression.Field(Expression.Field(entry, nameof(KeyedEntry<,>.Value)), nameof(PartialSession<>.Value));
        return Expression.Block(
            typeof(void),
            [index],
            Expression.Assign(index, Expression.Call(sink, nameof(SingleSessionSink<,>.Add), null, run, row.SessionKey!, row.Time ?? emitter.BatchTicks)),
            emitter.Blame(owner, aggregation.Update(value, row.Value)));
    }

    protected override StageSink CreateSink() => new SingleSessionSink<TKey, TAccumulator>(partitions);
}
