using System.Diagnostics;

namespace Samples.Tests;

public sealed class FlightsProcessTests
{
    [Fact]
    public async Task In_any_directory_it_finds_its_file_and_survives_a_reader_that_leaves()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Flights.dll"), "--csv"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;

        // As `| head -2` does: two lines are read, then the pipe is closed while there is more.
        var header = await process.StandardOutput.ReadLineAsync();
        var first = await process.StandardOutput.ReadLineAsync();
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(ExpectedFlights.CsvHeader, header);
        Assert.Equal("2001-01-01T00:00:00Z,2001-01-01T01:00:00Z,ANC,6,24.667,110", first);
        Assert.Equal((0, ""), (process.ExitCode, error));
    }
}
