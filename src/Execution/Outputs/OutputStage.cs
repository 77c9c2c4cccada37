using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Outputs;

/// <summary>The last stage before an output: its rows are written once, into the array that the output receives.</summary>
/// <param name="name">The stage's name.</param>
/// <param name="tail">The stream whose rows go out.</param>
/// <param name="isCarried">Whether rows carry their window.</param>
internal sealed class OutputStage<T>(string name, StreamExpander tail, bool isCarried) : StageTemplate(name, tail)
{
    private static readonly Expression Zero = Expression.Constant(0L);

    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(typeof(OutputSink<T>));
        return isCarried
            ? Expression.Call(sink, nameof(OutputSink<>.Add), null, row.Value, row.Time ?? Zero, row.WindowStart ?? Zero, row.Mark ?? Zero)
            : Expression.Call(sink, nameof(OutputSink<>.Add), null, row.Value);
    }

    protected override StageSink CreateSink() => new OutputSink<T>();
}
