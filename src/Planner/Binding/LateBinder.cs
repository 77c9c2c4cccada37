using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Late</c>: the rows that no window took.</summary>
[Binds(nameof(StreamQueryable.Late))]
internal sealed class LateBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        if (source.Shape is not { IsRawClosing: true, HasEventTime: true })
        {
            call.Report(StreamErrors.LateWithoutWatermark(source.Shape.Describe(), call.Origin.Text));
            return source;
        }

        return new LateNode(source, call.Origin);
    }
}
