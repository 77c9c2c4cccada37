using System.Diagnostics;

namespace Connectors.Postgres.Tests.Server;

/// <summary>Runs <c>scripts/postgres.sh</c>.</summary>
internal static class PostgresScript
{
    /// <summary>What it printed; null where it failed or there is no shell to run it.</summary>
    public static string? Run(params string[] arguments) => Run(new Dictionary<string, string?>(), arguments);

    /// <summary>The same, with environment variables.</summary>
    public static string? Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return null;
        try
        {
            // Errors are not redirected: a server would keep the pipe open, and who waits for its end would wait for the server.
            var start = new ProcessStartInfo("bash", [Path.Combine(Root(), "scripts", "postgres.sh"), .. arguments]) { RedirectStandardOutput = true };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var script = Process.Start(start)!;
            var printed = script.StandardOutput.ReadToEnd();
            script.WaitForExit();
            return script.ExitCode == 0 ? printed.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LinqStream.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests has LinqStream.sln.");
        return folder.FullName;
    }
}
