using Linq.Streaming.Execution.KeyedState;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs <c>UpdateStateByKey</c>.</summary>
[Expands(typeof(UpdatedStateDStream))]
internal sealed class UpdatedStateExpander(UpdatedStateDStream template, ExpansionContext context)
    : KeyedStateExpander(template, context.Expander(template.Parent))
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private bool _hasBegun;

    public override void OnRestored(long batch)
    {
        base.OnRestored(batch);
        _hasBegun = HasState;
    }

    protected override IKeyedState CreateState()
    {
        Type[] types = [.. template.Parent.ElementType.GetGenericArguments(), template.RowType.GetGenericArguments()[1]];
        return (IKeyedState)Activator.CreateInstance(typeof(UpdatedState<,,>).MakeGenericType(types), template, context)!;
    }

    // Until the parent has had an RDD there is nothing to update; from then on every batch updates every key.
    protected override Rdd? Expand(BatchContext batch)
    {
        var pairs = _parent.At(batch);
        _hasBegun |= pairs is not null;
        return _hasBegun ? Over(batch, pairs) : null;
    }
}
