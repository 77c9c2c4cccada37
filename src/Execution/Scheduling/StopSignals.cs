using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Stops a context when the process is asked to end: the first signal drains within the limit of the options, the second aborts.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly StreamContext _context;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals(StreamContext context)
    {
        _context = context;
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    // Cancelled, so that the process lives until the program has done what comes after the run.
    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = Interlocked.Increment(ref _count) == 1
            ? _context.StopAsync(_context.Options.StopTimeout)
            : _context.StopAsync(StopMode.Abort);
    }
}
