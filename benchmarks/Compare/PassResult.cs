using System.Globalization;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>One pass over the data, as a child reports it in a line.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="First">When its first result came, counted from its start.</param>
/// <param name="Bytes">What was allocated meanwhile.</param>
/// <param name="Checksum">Of its results.</param>
internal readonly record struct PassResult(TimeSpan Elapsed, TimeSpan First, long Bytes, Checksum Checksum)
{
    public string Format() => string.Create(
        CultureInfo.InvariantCulture, $"{Elapsed.Ticks} {First.Ticks} {Bytes} {Checksum.Count} {Checksum.Sum:R}");

    /// <exception cref="FormatException">The line is not one of <see cref="Format"/>.</exception>
    public static PassResult Parse(string line)
    {
        if (line.Split(' ') is not [var elapsed, var first, var bytes, var count, var sum])
        {
            throw new FormatException($"'{line}' is no result of a pass.");
        }

        var culture = CultureInfo.InvariantCulture;
        var checksum = new Checksum(long.Parse(count, culture), double.Parse(sum, culture));
        return new(new TimeSpan(long.Parse(elapsed, culture)), new TimeSpan(long.Parse(first, culture)), long.Parse(bytes, culture), checksum);
    }
}
