using System.Globalization;
using CsCheck;

namespace Samples.Tests;

/// <summary>Files of flights: the sample's own, and random ones.</summary>
internal static class FlightFiles
{
    public static readonly string Own = Path.Combine(AppContext.BaseDirectory, "data", "flights.csv");

    /// <summary>
    /// Rows in any order, with gaps. Few minutes around full hours and delays around quarters, so that boundaries are hit; few origins, so
    /// that groups have several flights; delays up to five hours, so that some are late, and some that are filtered out.
    /// </summary>
    public static readonly Gen<string[]> Random =
        Gen.Select(
                Gen.Int[0, 40],
                Gen.Int[-1, 1],
                Gen.Frequency((8, Gen.Int[-60, 300]), (2, Gen.Int[-5, 20].Select(quarters => quarters * 15)), (1, Gen.Int[-3000, -60])),
                Gen.OneOf("ATL", "BOS", "atl", "Ord"))
            .Select((hour, minute, delay, origin) => string.Create(
                CultureInfo.InvariantCulture,
                $"{new DateTime(2000, 2, 28, 12, 0, 0).AddHours(hour).AddMinutes(minute):s}Z,{delay},100,{origin},LAX"))
            .Array[1, 60];

    /// <summary>Writes the rows, after a header, to a file and checks a run over it.</summary>
    public static void With(string[] rows, string option, Action<FlightsRun, ExpectedFlights> check)
    {
        using var file = new TemporaryFile([TemporaryFile.Header, .. rows]);
        var run = FlightsRun.WithAsync(option, "--input", file.Path).GetAwaiter().GetResult();
        check(run, new ExpectedFlights([TemporaryFile.Header, .. rows]));
    }
}
