using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Window</c>: over event time where rows have one, or are results that have the time of their window; else over batch time.</summary>
[Binds(nameof(StreamQueryable.Window))]
internal sealed class WindowBinder : OperatorBinder
{
    private static readonly TimeSpan AllTimes = DateTime.MaxValue - DateTime.MinValue;

    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        var length = call.Value<TimeSpan>(1);
        var slide = call.Count > 2 ? (TimeSpan?)((System.Linq.Expressions.ConstantExpression)call.Argument(2)).Value : null;
        var offset = call.Count > 3 ? call.Value<TimeSpan>(3) : TimeSpan.Zero;
        if (offset != TimeSpan.Zero && !IsOverEventTime(source.Shape) && source.Shape.Kind is WindowKind.Batch or WindowKind.BatchWindow)
        {
            call.Report(StreamErrors.OffsetOverBatchTime(offset, call.Origin.Text));
        }

        return Over(call, source, length, slide, offset);
    }

    /// <summary>A window over event time or batch time, as the source says. Without a slide, windows of event time follow each other, and one of batch time moves with its source.</summary>
    public static PlanNode Over(OperatorCall call, PlanNode source, TimeSpan length, TimeSpan? slide, TimeSpan offset = default) => IsOverEventTime(source.Shape)
        ? OverEventTime(call, source, length, slide ?? length, offset)
        : OverBatchTime(call, source, length, slide ?? source.Shape.Slide);

    /// <summary>Whether rows can be put into windows by a time of their own.</summary>
    public static bool IsOverEventTime(StreamShape shape) =>
        (shape.HasEventTime && shape.Kind == WindowKind.Batch) || shape is { IsClosing: true, IsResult: true, Emission: StreamEmission.Once };

    /// <summary>A window over batch time, refused over another kind of window and where its lengths are no multiples.</summary>
    private static PlanNode OverBatchTime(OperatorCall call, PlanNode source, TimeSpan length, TimeSpan slide)
    {
        if (IsRefused(call, source))
        {
            return source;
        }

        var unit = source.Shape.Slide;
        foreach (var (what, time) in new[] { ("length", length), ("slide", slide) })
        {
            if (time.Ticks % unit.Ticks != 0)
            {
                call.Report(StreamErrors.NotMultipleOfInputSlide(what, time, unit, call.Origin.Text));
            }
        }

        return new WindowNode(source, length, slide, call.Origin);
    }

    /// <summary>Reports a source whose rows cannot be put into other windows; false where they can.</summary>
    public static bool IsRefused(OperatorCall call, PlanNode source)
    {
        var instead = source.Shape switch
        {
            { Kind: WindowKind.SoFar } => "Everything so far is one window without end: leave Accumulate() out, or put the window before it.",
            { Emission: StreamEmission.Early } => "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
            { IsRawClosing: true } => "Rows are in one kind of window: leave one of the two out, or aggregate before the second, whose windows then take the results by their own time.",
            { IsClosing: true } => "Use Window or SessionWindow, which take the results by their own time.",
            _ => null,
        };
        if (instead is not null)
        {
            call.Report(StreamErrors.WindowOverWindow(call.Name, source.Shape.Describe(), instead, call.Origin.Text));
        }

        return instead is not null;
    }

    private static EventWindowNode OverEventTime(OperatorCall call, PlanNode source, TimeSpan length, TimeSpan slide, TimeSpan offset)
    {
        if (length > AllTimes || slide > AllTimes)
        {
            var (what, time) = length > AllTimes ? ("length", length) : ("slide", slide);
            call.Report(StreamErrors.WindowTooLong(what, time, call.Origin.Text));
        }

        return new EventWindowNode(source, length, slide, offset, call.Origin);
    }
}
