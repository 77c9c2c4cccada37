using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Where the window of a row starts and ends, in ticks.</summary>
internal static class WindowBounds
{
    public static (Expression Start, Expression End) Of(StageEmitter emitter, RowWindow window, Row row)
    {
        var length = Expression.Constant(window.Length.Ticks);
        switch (window.Kind)
        {
            case WindowKind.SoFar:
                return (emitter.ZeroTicks, emitter.BatchTicks);
            case WindowKind.EventWindow or WindowKind.Session when window.IsCarried:
                return (row.WindowStart!, Expression.Add(row.Time!, Expression.Constant(1L)));
            case WindowKind.EventWindow:
                var floor = Expression.Call(
                    typeof(EventWindows), nameof(EventWindows.Floor), null, row.Time!, length, Expression.Constant(window.Offset.Ticks));
                return (floor, Expression.Add(floor, length));
            default:
                return (Expression.Subtract(emitter.BatchTicks, length), emitter.BatchTicks);
        }
    }

    /// <summary>The window from <paramref name="start"/> to <paramref name="end"/>, which is not final where <paramref name="mark"/> says so.</summary>
    public static Expression Window(Expression start, Expression end, Expression? mark) => mark is null
        ? Expression.Call(typeof(TimeWindow), nameof(TimeWindow.FromTicks), null, start, end)
        : Expression.Call(typeof(TimeWindow), nameof(TimeWindow.FromTicks), null, start, end, Expression.Equal(mark, Expression.Constant(Timed<int>.Early)));
}
