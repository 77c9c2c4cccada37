using System.Reactive.Linq;

namespace RxBridge;

/// <summary>What a sensor has measured, and when.</summary>
internal readonly record struct Reading(DateTimeOffset At, string Sensor, double Celsius);

internal static class Sensors
{
    private const int Seconds = 120;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Two minutes of three sensors, one reading a second from each, pushed in about one second.</summary>
    public static IObservable<Reading> Readings() =>
        from second in Observable.Interval(TimeSpan.FromMilliseconds(8)).Take(Seconds)
        from reading in At((int)second).ToObservable()
        select reading;

    // The oven heats up and cools down again; the others stay as they are.
    private static IEnumerable<Reading> At(int second)
    {
        var at = Start + TimeSpan.FromSeconds(second);
        yield return new Reading(at, "oven", 150 + 60 * Math.Sin(second * Math.PI / Seconds));
        yield return new Reading(at, "pump", 45 + second % 4);
        yield return new Reading(at, "room", 20 + second % 3);
    }
}
