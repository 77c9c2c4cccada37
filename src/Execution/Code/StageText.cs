using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Code;

/// <summary>Stages as C#, with comments that say which operator follows.</summary>
internal static class StageText
{
    /// <summary>What people read of a stage; where C# has no words for a part of it, what that is.</summary>
    public static string Of(StageTemplate stage, DStreamGraph graph)
    {
        try
        {
            return CodePrinter.Print(Lambda(stage), Operators(graph));
        }
        catch (NotSupportedException reason)
        {
            return $"// {stage.Name}: {reason.Message}\n";
        }
    }

    /// <summary>The names of operators by their numbers.</summary>
    public static Func<int, string> Operators(DStreamGraph graph)
    {
        var names = graph.Streams.ToDictionary(stream => stream.Id, NameOf);
        return id => names.GetValueOrDefault(id, $"#{id}");
    }

    /// <summary>What plans call a stream.</summary>
    public static string NameOf(DStream stream) => $"{stream.GetType().Name.Replace("DStream", "", StringComparison.Ordinal)} #{stream.Id}";

    private static System.Linq.Expressions.LambdaExpression Lambda(StageTemplate stage) =>
        MarkExpression.OfTraced(StageCompiler.Emit(stage, traced: true).Lambda);
}
