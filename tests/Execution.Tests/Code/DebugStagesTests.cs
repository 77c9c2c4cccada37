using System.Linq.Expressions;
using Execution.Tests.Context;
using Linq.Streaming;
using Microsoft.Extensions.Logging;

namespace Execution.Tests.Code;

/// <summary>Stages that run from C#.</summary>
public sealed class DebugStagesTests
{
    [Fact]
    public void Stack_traces_have_lines_of_the_generated_code()
    {
        foreach (var attempts in new[] { 1, 3 })
        {
            var context = Context(attempts: attempts);
            context.FromBatches<int>([[1], [0]], "input").Where(x => x >= 0).Select(x => 12 / x).ForEachBatch(_ => { });
            context.Start();
            context.Run.Step();
            context.Run.Step();

            var failure = Assert.IsType<StreamQueryException>(context.Completion.Exception!.InnerException);
            Assert.Equal("LS3001", failure.Code);
            Assert.Matches(@"Stage\d+\.Mapped[0-9a-f]+\(.*\) in .*LinqStream.\d+\.Mapped[0-9a-f]+\.cs:line \d+", failure.InnerException!.StackTrace);
        }
    }

    [Fact]
    public void Private_and_anonymous_types_and_captured_values_are_as_without()
    {
        var limit = 2;
        var given = new List<string>();
        var context = Context();
        context.FromBatches<int>([[1, 2, 3], [4, 5]], "input")
            .Select(x => new { x, Pair = new Hidden(x) })
            .Where(t => t.x >= limit)
            .GroupBy(t => new { Odd = t.x % 2 })
            .Select(g => new { g.Key, Sum = g.Sum(t => t.Pair.Number) })
            .OrderBy(g => g.Key.Odd)
            .Select(g => g.Key.Odd + ":" + g.Sum)
            .ForEachBatch(batch => given.AddRange(batch));
        context.Start();
        context.Run.Step();
        context.Run.Step();

        Assert.Equal(["0:2", "1:3", "0:4", "1:5"], given);
    }

    [Fact]
    public void A_stage_that_C_sharp_has_no_words_for_runs_from_its_tree_with_a_warning()
    {
        var log = new ListLogger();
        var given = new List<int>();
        var context = Context(log);
        context.FromBatches<int>([[1, 2]], "input").Select(CountsVariables()).ForEachBatch(batch => given.AddRange(batch));
        context.Start();
        context.Run.Step();

        Assert.Equal([2, 3], given);
        var (level, warning, _) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("cannot be compiled from C# and is not seen by debuggers: ", warning, StringComparison.Ordinal);
        Assert.Contains("RuntimeVariables", warning, StringComparison.Ordinal);
    }

    private static StreamContext Context(ILoggerFactory? log = null, int attempts = 4)
    {
        var options = new StreamOptions { BatchInterval = ContextTesting.Second, IsStepped = true, Parallelism = 1, DebugStages = true, RequiresDebugStages = log is null, MaxTaskAttempts = attempts };
        return new StreamContext(log is null ? options : options with { LoggerFactory = log });
    }

    // x => { y = x; return number of variables + y; }
    private static Expression<Func<int, int>> CountsVariables()
    {
        var (x, y) = (Expression.Parameter(typeof(int), "x"), Expression.Variable(typeof(int), "y"));
        var count = Expression.Property(Expression.RuntimeVariables(y), nameof(System.Runtime.CompilerServices.IRuntimeVariables.Count));
        return Expression.Lambda<Func<int, int>>(Expression.Block([y], Expression.Assign(y, x), Expression.Add(count, y)), x);
    }

    private sealed record Hidden(int Number);
}
