using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Code;

/// <summary>Stages as C#, with comments that say whose function follows.</summary>
internal static class StageText
{
    /// <summary>What people read of a stage; where C# has no words for a part of it, what that is.</summary>
    public static string Of(StageTemplate stage, DStreamGraph graph)
    {
        var (lambda, emitter) = StageCompiler.Emit(stage, traced: false);
        try
        {
            return CodePrinter.Print(lambda, Comments(emitter, graph));
        }
        catch (NotSupportedException reason)
        {
            return $"// {stage.Name}: {reason.Message}\n";
        }
    }

    /// <summary>The stream whose function an expression is.</summary>
    public static Func<Expression, string?> Comments(StageEmitter emitter, DStreamGraph graph)
    {
        var names = graph.Streams.ToDictionary(stream => stream.Id, NameOf);
        return expression => emitter.Origins.TryGetValue(expression, out var id) ? names.GetValueOrDefault(id) : null;
    }

    /// <summary>What plans call a stream.</summary>
    public static string NameOf(DStream stream) => $"{stream.GetType().Name.Replace("DStream", "", StringComparison.Ordinal)} #{stream.Id}";
}
