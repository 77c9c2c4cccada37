using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules.Lower;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>SessionWindow</c>: over event time where rows have one, or are results that have the time of their window; else over batch time.</summary>
[Binds(nameof(StreamQueryable.SessionWindow))]
internal sealed class SessionBinder : OperatorBinder
{
    private static readonly TimeSpan AllTimes = DateTime.MaxValue - DateTime.MinValue;

    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        var key = call.Lambda(1);
        var gap = call.Value<TimeSpan>(2);
        call.CheckKey(key.ReturnType);
        if (gap > AllTimes)
        {
            call.Report(StreamErrors.WindowTooLong("gap", gap, call.Origin.Text));
        }

        if (source.Shape.Kind == WindowKind.BatchWindow)
        {
            call.Report(StreamErrors.WindowOverWindow(call.Name, source.Shape.Describe(), "Leave Window out: sessions find their own ends.", call.Origin.Text));
        }
        else if (source.Shape.Kind != WindowKind.Batch && !WindowBinder.IsOverEventTime(source.Shape))
        {
            WindowBinder.IsRefused(call, source);
        }

        return new SessionWindowNode(source, CompositeKey.Of(key).Stored!, gap, call.Origin);
    }

    /// <summary>The rows to group by <paramref name="key"/>: those of sessions by the same key as they come, others when their session has closed.</summary>
    /// <remarks>Reports a key that tells less apart than the sessions' own.</remarks>
    public static PlanNode Grouped(OperatorCall call, PlanNode rows, LambdaExpression key)
    {
        if (rows.Shape is not { IsRawClosing: true, Kind: WindowKind.Session })
        {
            return rows;
        }

        var (session, onSource) = KeyOnSource(rows, CompositeKey.Of(key).Stored!);
        if (session is not null && onSource is not null && ExpressionComparer.Equal(session, Renamed(onSource, session)))
        {
            return rows;
        }

        if (session is null || onSource is null || !Parts(session.Body).All(part => Parts(Renamed(onSource, session).Body).Any(own => ExpressionComparer.Equal(own, part))))
        {
            call.Report(StreamErrors.SessionsGroupedByOtherKey(
                session is null ? "another key" : ExpressionPrinter.Print(session.Body), ExpressionPrinter.Print(key.Body), call.Origin.Text));
        }

        return call.Closed(rows);
    }

    // The key in terms of the rows that were put into sessions, through the projections since; null where they cannot be seen through.
    private static (LambdaExpression? Session, LambdaExpression? Key) KeyOnSource(PlanNode node, LambdaExpression? key)
    {
        while (true)
        {
            switch (node)
            {
                case SessionWindowNode session:
                    return (session.Key, key);
                case FilterNode filter:
                    node = filter.Input;
                    break;
                case ProjectNode { ReadsWindow: false } project:
                    key = key is null ? null : Substitution.Compose(key, project.Selector);
                    node = project.Input;
                    break;
                case ConcatNode { First: SessionWindowNode first, Second: SessionWindowNode second } when ExpressionComparer.Equal(first.Key, second.Key):
                    return (first.Key, key);
                case FlatMapNode flat:
                    (key, node) = (null, flat.Input);
                    break;
                default:
                    return (null, null);
            }
        }
    }

    private static LambdaExpression Renamed(LambdaExpression lambda, LambdaExpression like) =>
        Expression.Lambda(Substitution.Apply(lambda, like.Parameters[0]), like.Parameters);

    // What an object that is made of several values is made of; else the value.
    private static IReadOnlyList<Expression> Parts(Expression key) => key switch
    {
        NewExpression { Arguments.Count: > 0 } made => made.Arguments,
        MethodCallExpression { Method: { Name: nameof(ValueTuple.Create) } create } call when create.DeclaringType == typeof(ValueTuple) || create.DeclaringType == typeof(Tuple) => call.Arguments,
        _ => [key],
    };
}
