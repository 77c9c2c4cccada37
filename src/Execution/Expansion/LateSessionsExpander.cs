using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Sessions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs the late rows of sessions: they are found by the ends of sessions, which are kept as for an aggregation.</summary>
[Expands(typeof(LateSessionsDStream))]
internal sealed class LateSessionsExpander(LateSessionsDStream template, ExpansionContext context) : SessionExpander(template, template.Watermark, context)
{
    private readonly ExpansionContext _context = context;

    protected override ISessionShuffle CreateShuffle(WatermarkGauge watermark) => (ISessionShuffle)Activator.CreateInstance(
        typeof(LateSessions<,>).MakeGenericType(template.KeyType, template.ElementType), template, _context, watermark)!;

    protected override Expression GiveOut(StageEmitter emitter, Expression merge, Func<Row, Expression> consume) =>
        SessionRows.Each(emitter, Expression.Field(merge, nameof(LateSessionMerge<,>.Late)), row => consume(new Row(row)));
}
