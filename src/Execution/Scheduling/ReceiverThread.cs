namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A thread for a source whose user code may wait: it takes none from the pool, and it does not keep the process alive.</summary>
internal static class ReceiverThread
{
    /// <param name="name">The thread's name, as debuggers show it.</param>
    /// <param name="receive">What it runs; it must not throw.</param>
    public static void Start(string name, Action receive) =>
        new Thread(() => receive()) { Name = name, IsBackground = true }.Start();
}
