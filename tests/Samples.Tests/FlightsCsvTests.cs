using System.Globalization;
using CsCheck;
using Linq.Streaming;

namespace Samples.Tests;

public sealed class FlightsCsvTests
{
    [Fact]
    public async Task Every_row_equals_a_simulation_of_the_batches()
    {
        var run = await FlightsRun.WithAsync("--csv");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        var expected = new ExpectedFlights(File.ReadLines(FlightFiles.Own));
        Assert.True(expected.Csv.Count > 10_000);
        Assert.Equal([.. expected.Csv, ""], run.Lines());
    }

    [Fact]
    public void Every_row_equals_the_simulation_over_unsorted_files_with_gaps() => FlightFiles.Random.Sample(
        rows => FlightFiles.With(rows, "--csv", (run, expected) =>
        {
            Assert.Equal("", run.Error);
            Assert.Equal([.. expected.Csv, ""], run.Lines());
        }),
        iter: 50, threads: 1);

    [Fact]
    public async Task Windows_ascend_and_each_is_given_once()
    {
        var run = await FlightsRun.WithAsync("--csv");

        var keys = run.Lines().Skip(1).SkipLast(1).Select(line => (Start: line.Split(',')[0], Origin: line.Split(',')[2])).ToArray();
        Assert.Equal(keys.OrderBy(key => key.Start, StringComparer.Ordinal).ThenBy(key => key.Origin, StringComparer.Ordinal).Distinct(), keys);
    }

    [Fact]
    public async Task Flights_that_depart_in_the_same_minute_keep_the_order_of_the_file()
    {
        string[] rows = ["2001-01-01T02:00:00Z,2,9,B,X", "2001-01-01T01:00:00Z,1,9,A,X", "2001-01-01T02:03:00Z,-1,9,C,X", "2001-01-01T01:00:00Z,0,9,A,X"];
        using var file = new TemporaryFile([TemporaryFile.Header, .. rows]);

        var flights = await Task.Run(() => Flights.Flight.ReadAll(file.Path).ToList());

        Assert.Equal(["A0", "A1", "B2", "C-1"], flights.Select(flight => $"{flight.Origin}{flight.DelayMinutes}"));
    }

    [Theory]
    [InlineData("--csv", ExpectedFlights.CsvHeader)]
    [InlineData("--late", ExpectedFlights.LateHeader)]
    public async Task A_file_without_rows_gives_the_header_alone(string option, string header)
    {
        using var file = new TemporaryFile(TemporaryFile.Header);

        var run = await FlightsRun.WithAsync(option, "--input", file.Path);

        Assert.Equal(new FlightsRun(0, $"{header}{Environment.NewLine}", ""), run);
    }

    [Theory]
    [InlineData(0.0005, "0.001")]
    [InlineData(-12.25, "-12.250")]
    [InlineData(1234567.0, "1234567.000")]
    public void A_mean_has_three_decimals_in_every_culture(double mean, string text)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            Assert.Equal($"2001-01-01T00:00:00Z,2001-01-01T01:00:00Z,ATL,7,{text},-3", Row(mean, "ATL"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_origin_that_would_break_the_columns_is_quoted() =>
        Assert.Equal("2001-01-01T00:00:00Z,2001-01-01T01:00:00Z,\"a,\"\"b\",7,1.000,-3", Row(1, "a,\"b"));

    private static string Row(double mean, string origin) => Flights.CsvReport.Row(new Flights.OriginDelays
    {
        Hour = new TimeWindow(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2001, 1, 1, 1, 0, 0, TimeSpan.Zero)),
        Origin = origin,
        Flights = 7,
        MeanMinutes = mean,
        MaxMinutes = -3,
    });
}
