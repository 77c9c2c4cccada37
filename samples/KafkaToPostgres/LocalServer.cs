using System.ComponentModel;
using System.Diagnostics;

namespace KafkaToPostgres;

/// <summary>A PostgreSQL server for the sample: that of <c>LINQSTREAM_POSTGRES</c>, or one that <c>scripts/postgres.sh</c> starts and that ends with this process.</summary>
internal static class LocalServer
{
    /// <summary>Its connection string; null where there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LINQSTREAM_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "scripts", "postgres.sh")))
        {
            folder = folder.Parent;
        }

        return folder is null || OperatingSystem.IsWindows() ? null : Start(Path.Combine(folder.FullName, "scripts", "postgres.sh"));
    }

    private static string? Start(string script)
    {
        try
        {
            var directory = Path.Combine(Path.GetTempPath(), $"kafka-to-postgres-{Environment.ProcessId}");
            using var process = Process.Start(new ProcessStartInfo("bash", [script, "start", directory, $"{Environment.ProcessId}"]) { RedirectStandardOutput = true })!;
            var printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
