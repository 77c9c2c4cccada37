using System.Reactive.Linq;
using Linq.Streaming;

namespace RxBridge;

/// <summary>The mean temperature of a sensor over ten seconds of its own time.</summary>
internal sealed record SensorMean(DateTimeOffset From, string Sensor, double Celsius)
{
    public bool IsHot => Celsius > 190;

    public string Describe() => FormattableString.Invariant(
        $"{From:HH:mm:ss}  {Sensor} {(IsHot ? "is hot" : "has cooled down")}: {Celsius:0.0} °C on average over 10 seconds");
}

/// <summary>An observable goes in, a windowed query runs over it, an observable comes out.</summary>
internal static class Program
{
    private static Task Main() => RunAsync(Console.Out);

    internal static async Task RunAsync(TextWriter output)
    {
        await using var context = new StreamContext(TimeSpan.FromMilliseconds(50));

        // In: what Rx pushes becomes a stream.
        var readings = context.FromObservable(Sensors.Readings());

        // The windows follow the time of the readings, not that of their arrival: every run gives the same result.
        var windows = readings.WithEventTime(r => r.At, maxOutOfOrderness: TimeSpan.Zero).Window(TimeSpan.FromSeconds(10));
        var means = (
            from r in windows
            group r by r.Sensor into g
            select new SensorMean(g.Window.Start, g.Key, g.Average(r => r.Celsius))).ToObservable();

        // Out: the stream is an observable, for the operators of Rx. Here each sensor is reported when it changes.
        var changes =
            from sensor in means.GroupBy(mean => mean.Sensor)
            from change in sensor.DistinctUntilChanged(mean => mean.IsHot).Skip(1)
            select change;
        using var changing = changes.Subscribe(mean => output.WriteLine(mean.Describe()));
        using var ending = means.Count().Subscribe(count => output.WriteLine($"The sensors have ended after {count} means."));

        await context.RunAsync();
    }
}
