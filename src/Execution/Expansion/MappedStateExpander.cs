using Linq.Streaming.Execution.KeyedState;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs <c>MapWithState</c>. It has an RDD at every batch: keys time out without input too.</summary>
[Expands(typeof(MappedStateDStream))]
internal sealed class MappedStateExpander(MappedStateDStream template, ExpansionContext context)
    : KeyedStateExpander(template, context.Expander(template.Parent))
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    protected override IKeyedState CreateState() => (IKeyedState)Activator.CreateInstance(
        typeof(MappedState<,,,>).MakeGenericType(template.Spec.Type.GetGenericArguments()), template, context)!;

    protected override Rdd? Expand(BatchContext batch) => Over(batch, _parent.At(batch));
}
