namespace Samples.Tests;

/// <summary>What one run of the flights sample, in this process, has printed and returned.</summary>
internal sealed record FlightsRun(int ExitCode, string Output, string Error)
{
    public static Task<FlightsRun> WithAsync(params string[] args) => WithAsync(args, canRedraw: false);

    public static async Task<FlightsRun> WithAsync(string[] args, bool canRedraw)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Flights.Program.RunAsync(args, output, error, canRedraw);
        return new FlightsRun(exitCode, output.ToString(), error.ToString());
    }

    public string[] Lines() => Output.Split(Environment.NewLine);
}
