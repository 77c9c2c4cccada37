using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Makes the delegate of a stage: its operators emit one loop, which is compiled once.</summary>
internal static class StageCompiler
{
    private static long _stages;

    /// <summary>How many stages have been compiled in this process, not counting traced ones.</summary>
    public static long CompiledStages => Interlocked.Read(ref _stages);

    public static StageCode Compile(StageTemplate stage, bool traced)
    {
        var (lambda, emitter) = Emit(stage, traced);
        if (!traced)
        {
            Interlocked.Increment(ref _stages);
        }

        return new StageCode(LambdaCompiler.Compile(lambda), emitter.Slots, emitter.Results);
    }

    public static (Expression<Action<TaskFrame>> Lambda, StageEmitter Emitter) Emit(StageTemplate stage, bool traced)
    {
        var emitter = new StageEmitter(stage, traced);
        var loop = stage.Tail.Emit(emitter, row => stage.Consume(emitter, row));
        return (emitter.Finish(loop), emitter);
    }
}
