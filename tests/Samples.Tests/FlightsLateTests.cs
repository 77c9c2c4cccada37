using System.Globalization;
using CsCheck;
using Linq.Streaming;

namespace Samples.Tests;

public sealed class FlightsLateTests
{
    [Fact]
    public async Task Late_flights_equal_a_simulation_of_the_batches()
    {
        var run = await FlightsRun.WithAsync("--late");

        var expected = new ExpectedFlights(File.ReadLines(FlightFiles.Own));
        Assert.Equal(new FlightsRun(0, string.Join(Environment.NewLine, [.. expected.Late, ""]), ""), run);
    }

    [Fact]
    public void Late_flights_equal_the_simulation_over_unsorted_files_with_gaps() => FlightFiles.Random.Sample(
        rows => FlightFiles.With(rows, "--late", (run, expected) =>
        {
            Assert.Equal("", run.Error);
            Assert.Equal([.. expected.Late, ""], run.Lines());
        }),
        iter: 50, threads: 1);

    [Fact]
    public void The_figures_in_the_documents_are_those_of_the_file()
    {
        var file = File.ReadAllLines(FlightFiles.Own);
        var expected = new ExpectedFlights(file);
        var late = expected.LateRows;

        Assert.Equal((113_493, 1_791, 20), (file.Length - 1, late.Count, expected.Filtered));
        Assert.Equal("1.6", (100.0 * late.Count / (file.Length - 1)).ToString("F1", CultureInfo.InvariantCulture));
        Assert.Equal(78, late.Min(row => row.Delay));
        Assert.Equal(1_515, late.Count(row => row.Delay > 120));
        Assert.Equal(16_879, new ExpectedFlights([.. file, "2001-01-04T12:00:00Z,-1440,1,A,B"], leastDelay: int.MinValue).LateRows.Count);
        Assert.Equal(2_002, file.Skip(1).Count(line => ExpectedFlights.Row.Parse(line).Delay > 120));
    }

    [Fact]
    public async Task Errors_of_the_data_would_have_made_74_more_flights_late()
    {
        var late = new List<Flights.Flight>();
        await using var context = new StreamContext(Flights.FlightsQuery.Quarter);
        context.Replay(Flights.Flight.ReadAll(FlightFiles.Own), f => f.Departure)
            .WithEventTime(f => f.Scheduled, TimeSpan.FromHours(2)).Window(TimeSpan.FromHours(1))
            .Late().ForEachBatch(late.AddRange);
        await context.RunAsync();

        Assert.Equal(new ExpectedFlights(File.ReadLines(FlightFiles.Own), leastDelay: int.MinValue).Late.Skip(1), late.Select(Flights.CsvReport.Row));
        Assert.Equal(1_791 + 74, late.Count);
    }

    [Theory]
    [InlineData(-60, "2001-01-01T06:59:00Z")]
    [InlineData(-61)]
    [InlineData(-1440)]
    public async Task A_flight_that_is_too_early_does_not_move_the_watermark(int delay, params string[] late)
    {
        // It is heard of at 09:00 and scheduled for later; the flight of 06:59 leaves in the batch after it.
        var scheduled = new DateTime(2001, 1, 1, 9, 0, 0).AddMinutes(-delay);
        using var file = new TemporaryFile(
            TemporaryFile.Header, string.Create(CultureInfo.InvariantCulture, $"{scheduled:s}Z,{delay},1,A,B"), "2001-01-01T06:59:00Z,130,1,C,D");

        var run = await FlightsRun.WithAsync("--late", "--input", file.Path);

        Assert.Equal(late, run.Lines().Skip(1).SkipLast(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_late_flight_with_seconds_and_an_offset_is_printed_exactly()
    {
        var flight = new Flights.Flight(new DateTimeOffset(2001, 1, 1, 8, 0, 0, 500, TimeSpan.FromHours(-5)), 95, 1, "a,b", "C");

        Assert.Equal("2001-01-01T13:00:00.5Z,2001-01-01T14:35:00.5Z,95,\"a,b\",C", Flights.CsvReport.Row(flight));
    }
}
