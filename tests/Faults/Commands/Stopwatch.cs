using System.Globalization;

namespace Faults.Commands;

/// <summary>How long a command has taken, and how much of it was work: the two differ where others use the machine.</summary>
internal sealed class Stopwatch
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;

    public static Stopwatch Start() => new();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetElapsedTime(_start).TotalSeconds:F0} s, {(Environment.CpuUsage.TotalTime - _used).TotalSeconds:F0} s of CPU");
}
