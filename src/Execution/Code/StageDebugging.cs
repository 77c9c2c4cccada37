using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Code;

/// <summary>Stages that run from C#, so that a debugger can step through them. They note the operator that they are in, as traced ones do.</summary>
internal static class StageDebugging
{
    /// <summary>Compiles all stages at once; of those that cannot be, <paramref name="onFailure"/> is told the name and the reason.</summary>
    public static void Prepare(IReadOnlyList<StageTemplate> stages, DStreamGraph graph, Action<string, string> onFailure)
    {
        var printed = new List<(StageTemplate Stage, StageEmitter Emitter, CodeMethod Method)>();
        foreach (var stage in stages)
        {
            var (lambda, emitter) = StageCompiler.Emit(stage, traced: true);
            try
            {
                printed.Add((stage, emitter, CodePrinter.Compilable(lambda, StageText.Comments(emitter, graph))));
            }
            catch (NotSupportedException reason)
            {
                onFailure(stage.Name, reason.Message);
            }
        }

        var compiled = CodeCompiler.Compile([.. printed.Select(stage => stage.Method)]);
        foreach (var ((stage, emitter, _), (run, failure)) in printed.Zip(compiled))
        {
            if (run is not null)
            {
                stage.Use(new StageCode(run, emitter.Slots, emitter.Results));
            }
            else
            {
                onFailure(stage.Name, failure!);
            }
        }
    }
}
