using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>SelectMany</c>: the elements of a collection of each row.</summary>
[Binds(nameof(StreamQueryable.SelectMany))]
internal sealed class FlatteningBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var collection = call.Collection(1);
        var result = call.Count > 2 ? call.Lambda(2) : null;
        return new FlatMapNode(call.Source, collection, result, call.TypeArguments[1], call.Origin);
    }
}
