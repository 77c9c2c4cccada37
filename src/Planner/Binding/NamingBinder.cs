using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Named</c>: gives the operator before it a stable id.</summary>
[Binds(nameof(StreamQueryable.Named))]
internal sealed class NamingBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var (source, name) = (call.Source, call.Value<string>(1));
        if (!call.TakeName(name))
        {
            call.Report(StreamErrors.DuplicateName("operator", name));
        }

        return Named(source, source.Origin, source.Origin with { Name = name });
    }

    // Some operators are bound to several nodes, such as CountBy to a group and a projection; the name is for its state too.
    private static PlanNode Named(PlanNode node, OperatorOrigin origin, OperatorOrigin named)
    {
        var inputs = node.Inputs.Select(input => ReferenceEquals(input.Origin, origin) ? Named(input, origin, named) : input).ToArray();
        return node.WithInputs(inputs) with { Origin = named };
    }
}
