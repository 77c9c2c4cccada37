using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Scheduling.Timers;

/// <summary>Sleeps as finely as the system lets a thread sleep.</summary>
/// <remarks>
/// The runtime's own sleep counts whole milliseconds, so that at a period of one millisecond each tick would be half of one late. Where there is a
/// <c>nanosleep</c> of 64 bits it wakes soon after.
/// </remarks>
internal static partial class FineSleep
{
    private static readonly bool HasNanoSleep = Environment.Is64BitProcess && OperatingSystem.IsLinux() && CanNanoSleep();

    /// <summary>Sleeps for about <paramref name="time"/>; it may be shorter, when a signal comes.</summary>
    public static void For(TimeSpan time)
    {
        if (HasNanoSleep)
        {
            var request = new TimeSpec((long)time.TotalSeconds, time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
            _ = NanoSleep(in request, 0);
            return;
        }

#pragma warning disable RS0030 // PeriodicTimer and Task.Delay wake no finer than every 4 ms on common Linux kernels; this is the one place that sleeps.
        Thread.Sleep(Math.Max(1, (int)time.TotalMilliseconds));
#pragma warning restore RS0030
    }

    private static bool CanNanoSleep()
    {
        try
        {
            return NanoSleep(new TimeSpec(0, 1), 0) is 0 or -1;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec request, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        public readonly long Seconds = seconds;
        public readonly long Nanoseconds = nanoseconds;
    }
}
