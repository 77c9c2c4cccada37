namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The threads that run batches.</summary>
/// <remarks>
/// A virtual clock calls the timers that are due on whoever reads it, and so may have one of these threads make a batch. It must not wait for room in the queue then: it is the one that makes it.
/// </remarks>
internal static class RunThread
{
    [ThreadStatic]
    private static bool _isCurrent;

    /// <summary>Whether this is one.</summary>
    public static bool IsCurrent => _isCurrent;

    /// <summary>Starts one, in the background.</summary>
    public static Thread Start(string name, Action run)
    {
        var thread = New(name, run);
        thread.Start();
        return thread;
    }

    /// <summary>Makes one, in the background, that is still to be started.</summary>
    public static Thread New(string name, Action run) => new(() =>
    {
        _isCurrent = true;
        run();
    })
    { IsBackground = true, Name = name };
}
