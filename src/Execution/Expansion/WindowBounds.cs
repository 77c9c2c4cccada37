using System.Linq.Expressions;
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

            case WindowKind.EventWindow when row.WindowStart is { } start && window.IsResult:
                return (start, Expression.Add(start, length));

            case WindowKind.EventWindow:
                var floor = Expression.Call(typeof(WindowBounds), nameof(StartOf), null, row.Time!, length);
                return (floor, Expression.Add(floor, length));

            default:
                return (Expression.Subtract(emitter.BatchTicks, length), emitter.BatchTicks);
        }
    }

    /// <summary>The start of the tumbling window that holds <paramref name="ticks"/>: windows are counted from the Unix epoch.</summary>
    public static long StartOf(long ticks, long length)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        var remainder = sinceEpoch % length;
        return ticks - (remainder < 0 ? remainder + length : remainder);
    }
}
