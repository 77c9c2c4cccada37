namespace Samples.Tests;

/// <summary>What one run of the Nexmark sample, in this process, has printed and returned.</summary>
internal sealed record NexmarkRun(int ExitCode, string Output, string Error)
{
    /// <summary>Where person.csv, auction.csv, bid.csv and the expected results are.</summary>
    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "nexmark-data");

    public static async Task<NexmarkRun> WithAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Nexmark.Program.RunAsync(args, output, error);
        return new NexmarkRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The lines of the output of a run that succeeds.</summary>
    public static async Task<string[]> LinesAsync(params string[] args)
    {
        var run = await WithAsync(args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith(Environment.NewLine, run.Output, StringComparison.Ordinal);
        return run.Output.Split(Environment.NewLine)[..^1];
    }
}
