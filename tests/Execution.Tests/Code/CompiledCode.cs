using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Code;
using Linq.Streaming.Execution.Compilation;

namespace Execution.Tests.Code;

/// <summary>A function as C#, compiled, beside the same function compiled from its tree.</summary>
internal static class CompiledCode
{
    /// <summary>Both give the same of each argument, or throw the same.</summary>
    public static void Same<TIn, TOut>(Expression<Func<TIn, TOut>> function, params TIn[] arguments) => Check(function, arguments);

    public static void Check<TIn, TOut>(Expression<Func<TIn, TOut>> function, TIn[] arguments)
    {
        var frame = Expression.Parameter(typeof(TaskFrame), "frame");
        var argument = Expression.ArrayIndex(Expression.Field(frame, nameof(TaskFrame.Parameters)), Expression.Constant(0));
        var whole = Expression.Lambda<Action<TaskFrame>>(
            Expression.Block(typeof(void), Expression.Assign(
                Expression.Field(frame, nameof(TaskFrame.Sink)), Expression.Convert(Expression.Invoke(function, Expression.Convert(argument, typeof(TIn))), typeof(object)))),
            "Test",
            [frame]);
        var method = CodePrinter.Compilable(whole);
        var (run, failure) = CodeCompiler.Compile([method])[0];
        Assert.True(run is not null, $"{failure}\n{method.Text}");
        var expected = whole.Compile();
        foreach (var value in arguments)
        {
            Assert.True(Outcome(expected, value) is var wanted && Outcome(run, value) is var found && wanted == found, $"of {value}: wanted {wanted}, found {found}\n{method.Text}");
        }
    }

    private static string Outcome(Action<TaskFrame> run, object? argument)
    {
        var frame = (TaskFrame)RuntimeHelpers.GetUninitializedObject(typeof(TaskFrame));
        frame.Parameters = [argument];
        try
        {
            run(frame);
            return $"{frame.Sink?.GetType()} {(frame.Sink is System.Collections.IEnumerable items and not string ? string.Join(",", items.Cast<object?>()) : frame.Sink)}";
        }
        catch (Exception failure)
        {
            return failure.GetType().Name;
        }
    }
}
