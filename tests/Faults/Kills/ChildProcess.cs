using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Faults.Kills;

/// <summary>One life of a <see cref="Child"/>.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it, and waits for its end.</summary>
    /// <param name="workload">What it runs.</param>
    /// <param name="place">What the one before has left.</param>
    /// <param name="kill">When it is killed; null for not at all.</param>
    public static Life Run(Workload workload, Place place, Kill? kill)
    {
        var start = new ProcessStartInfo(DotNet, [typeof(ChildProcess).Assembly.Location, Child.Command, workload.Name, place.Directory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Child.Server] = place.Connection;
        // It does not live long enough for optimised code to pay: 10 s, in hexadecimal milliseconds.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "2710";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var timer = new Timer(_ => process.Kill(), null, kill?.AfterTime ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        long reached = 0;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            reached = long.Parse(line, CultureInfo.InvariantCulture);
            if (kill is { AfterTime: null } && reached >= kill.AtBatch)
            {
                process.WaitForExit(kill.Pause);
                process.Kill();
            }
        }

        process.WaitForExit();
        return new Life(process.ExitCode, reached, errors.GetAwaiter().GetResult());
    }

    // The one that runs this process, however it was started.
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}

/// <summary>How a process has ended.</summary>
/// <param name="ExitCode">As the system gives it.</param>
/// <param name="Reached">The last batch that it told of; 0 for none.</param>
/// <param name="Errors">What it printed besides.</param>
internal sealed record Life(int ExitCode, long Reached, string Errors)
{
    private const int Killed = 128 + 9;

    public bool IsKilled => ExitCode == Killed;

    public bool IsComplete => ExitCode == 0;
}
