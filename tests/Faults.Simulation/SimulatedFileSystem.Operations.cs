using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <content>The count of operations, and those at which something happens.</content>
internal sealed partial class SimulatedFileSystem
{
    private readonly List<string> _trace = [];

    /// <summary>The number of operations so far, those that failed included.</summary>
    public int Operations => _trace.Count;

    /// <summary>The operations so far in words, to be read where a test fails.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>The operation at which the process ends; 0 for none.</summary>
    public int CrashAt { get; set; }

    public CrashMoment CrashMoment { get; set; }

    public bool HasCrashed { get; private set; }

    /// <summary>The one operation that fails; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>The first of the operations that fail; 0 for none.</summary>
    public int FailFrom { get; set; }

    public FaultKind Fault { get; set; }

    /// <summary>How many operations have failed because of <see cref="FailAt"/> and <see cref="FailFrom"/>.</summary>
    public int Faults { get; private set; }

    private T Look<T>(Func<T> look)
    {
        lock (_lock)
        {
            ThrowIf(HasCrashed, "a read");
            return look();
        }
    }

    private void Run(string operation, string path, Action effect, Action? onFault = null)
    {
        lock (_lock)
        {
            ThrowIf(HasCrashed, operation);
            _trace.Add($"{operation} {path}");
            ThrowIf(Operations == CrashAt && CrashMoment == CrashMoment.Before, operation);
            if (IsToFail(operation))
            {
                Faults++;
                onFault?.Invoke();
                throw DurableIOException.Of(operation, path, Fault is FaultKind.NoSpace or FaultKind.ShortWrite ? Errno.NoSpace : Errno.IO);
            }

            effect();
            ThrowIf(Operations == CrashAt, operation);
        }
    }

    private bool IsToFail(string operation) =>
        (Operations == FailAt || (FailFrom > 0 && Operations >= FailFrom)) && (Fault != FaultKind.Sync || operation == "fsync");

    private void ThrowIf(bool crashed, string operation)
    {
        if (crashed)
        {
            HasCrashed = true;
            throw new SimulatedCrashException(operation, Operations);
        }
    }
}
