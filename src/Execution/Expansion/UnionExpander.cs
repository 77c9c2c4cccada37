using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a concatenation: the loops of both sides, of which a task finds rows in one.</summary>
[Expands(typeof(UnionDStream))]
internal sealed class UnionExpander(UnionDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly (StreamExpander Stream, object Branch)[] _parents =
        [(context.Expander(template.First), new()), (context.Expander(template.Second), new())];

    protected override Rdd? Expand(BatchContext batch)
    {
        var parents = new List<(Rdd, object)>(_parents.Length);
        foreach (var (stream, branch) in _parents)
        {
            if (stream.At(batch) is { } rdd)
            {
                parents.Add((rdd, branch));
            }
        }

        return parents.Count == 0 ? null : new UnionRdd(this, parents);
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) =>
        Expression.Block(typeof(void), _parents.Select(parent => emitter.OnBranch(parent.Branch, () => parent.Stream.Emit(emitter, consume))));
}
