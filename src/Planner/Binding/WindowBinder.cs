using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Window</c>: over event time where rows have one, else over batch time.</summary>
[Binds(nameof(StreamQueryable.Window))]
internal sealed class WindowBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        var length = call.Value<TimeSpan>(1);
        var slide = call.Count > 2 ? call.Value<TimeSpan>(2) : (TimeSpan?)null;
        return source.Shape.HasEventTime && source.Shape.Kind == WindowKind.Batch
            ? OverEventTime(call, source, length, slide)
            : OverBatchTime(call, source, length, slide ?? source.Shape.Slide);
    }

    private static EventWindowNode OverEventTime(OperatorCall call, PlanNode source, TimeSpan length, TimeSpan? slide)
    {
        if (slide is not null && slide != length)
        {
            call.Report(StreamErrors.HoppingEventWindow(length, slide.Value, call.Origin.Text));
        }

        return new EventWindowNode(source, length, call.Origin);
    }

    /// <summary>A window over batch time, refused over another kind of window and where its lengths are no multiples.</summary>
    public static PlanNode OverBatchTime(OperatorCall call, PlanNode source, TimeSpan length, TimeSpan slide)
    {
        if (source.Shape.Kind is WindowKind.EventWindow or WindowKind.SoFar)
        {
            var instead = source.Shape.Kind == WindowKind.SoFar
                ? "Everything so far is one window without end: leave Accumulate() out, or put the window before it."
                : "One window of event time is all that rows can be in: leave one of the two out, or use windows over batch time.";
            call.Report(StreamErrors.WindowOverWindow(call.Name, source.Shape.Describe(), instead, call.Origin.Text));
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
}
