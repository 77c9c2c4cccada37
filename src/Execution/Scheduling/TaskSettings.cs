using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>How tasks run.</summary>
/// <param name="Parameters">The captured values, by number.</param>
/// <param name="MaxAttempts">How often a task is tried before its batch fails.</param>
/// <param name="RowsForThreads">A stage over fewer rows runs on one thread: handing it to others would take longer.</param>
/// <param name="Workers">The threads that share the tasks of a stage; null where all run on one.</param>
/// <param name="OnRetry">Is told of each attempt that failed and will be repeated.</param>
internal sealed record TaskSettings(
    object?[] Parameters,
    int MaxAttempts,
    long RowsForThreads,
    WorkerPool? Workers,
    Action<BatchContext, string, int, int, Exception> OnRetry)
{
    /// <summary>The same on the caller's thread alone.</summary>
    public TaskSettings OnOneThread() => this with { Workers = null, RowsForThreads = long.MaxValue };
}
