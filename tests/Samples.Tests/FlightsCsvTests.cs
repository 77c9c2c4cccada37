using System.Globalization;
using CsCheck;
using Linq.Streaming;

namespace Samples.Tests;

public sealed class FlightsCsvTests
{
    private static readonly string OwnFile = Path.Combine(AppContext.BaseDirectory, "data", "flights.csv");

    [Fact]
    public async Task Every_row_equals_linq_to_objects_over_the_same_file()
    {
        var run = await FlightsRun.WithAsync("--csv");

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        var expected = ExpectedFlights.Csv(File.ReadLines(OwnFile)).ToArray();
        Assert.True(expected.Length > 10_000);
        Assert.Equal([.. expected, ""], run.Lines());
    }

    [Fact]
    public void Every_row_equals_linq_to_objects_over_unsorted_files_with_gaps() => GenFile.Sample(
        rows =>
        {
            using var file = new TemporaryFile([TemporaryFile.Header, .. rows]);
            var run = FlightsRun.WithAsync("--csv", "--input", file.Path).GetAwaiter().GetResult();

            Assert.Equal("", run.Error);
            Assert.Equal([.. ExpectedFlights.Csv([TemporaryFile.Header, .. rows]), ""], run.Lines());
        },
        iter: 100, threads: 1);

    [Fact]
    public async Task Flights_of_the_same_minute_keep_the_order_of_the_file()
    {
        string[] rows = ["2001-01-01T02:00:00Z,2,9,B,X", "2001-01-01T01:00:00Z,1,9,A,X", "2001-01-01T02:00:00Z,1,9,C,X", "2001-01-01T01:00:00Z,0,9,A,X"];
        using var file = new TemporaryFile([TemporaryFile.Header, .. rows]);

        var flights = await Task.Run(() => Flights.Flight.ReadAll(file.Path).ToList());

        Assert.Equal(["A1", "A0", "B2", "C1"], flights.Select(flight => $"{flight.Origin}{flight.DelayMinutes}"));
    }

    [Fact]
    public async Task A_file_without_rows_gives_the_header_alone()
    {
        using var file = new TemporaryFile(TemporaryFile.Header);

        var run = await FlightsRun.WithAsync("--csv", "--input", file.Path);

        Assert.Equal(new FlightsRun(0, $"window_end,origin,flights,mean_delay_minutes,max_delay_minutes{Environment.NewLine}", ""), run);
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
            Assert.Equal($"2001-01-01T01:00:00Z,ATL,7,{text},-3", Row(mean, "ATL"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_origin_that_would_break_the_columns_is_quoted() =>
        Assert.Equal("2001-01-01T01:00:00Z,\"a,\"\"b\",7,1.000,-3", Row(1, "a,\"b"));

    // Few minutes around full hours, so that boundaries are hit; few origins, so that groups have several flights.
    private static readonly Gen<string[]> GenFile =
        Gen.Select(Gen.Int[0, 40], Gen.Int[-1, 1], Gen.Int[-90, 300], Gen.OneOf("ATL", "BOS", "atl", "Ord"))
            .Select((hour, minute, delay, origin) => string.Create(
                CultureInfo.InvariantCulture,
                $"{new DateTime(2000, 2, 28, 12, 0, 0).AddHours(hour).AddMinutes(minute):s}Z,{delay},100,{origin},LAX"))
            .Array[1, 60];

    private static string Row(double mean, string origin) => Flights.CsvReport.Row(
        new DateTimeOffset(2001, 1, 1, 1, 0, 0, TimeSpan.Zero),
        new Flights.OriginDelays { Origin = origin, Flights = 7, MeanMinutes = mean, MaxMinutes = -3 });
}
