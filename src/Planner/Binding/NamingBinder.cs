using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Named</c>: gives the operator before it a stable id.</summary>
[Binds(nameof(StreamQueryable.Named))]
internal sealed class NamingBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        return source with { Origin = source.Origin with { Name = call.Value<string>(1) } };
    }
}
