namespace Flights;

/// <summary>What a run has come across so far.</summary>
internal sealed class Counts
{
    /// <summary>The flights replayed, whatever became of them.</summary>
    public long Flights { get; set; }

    /// <summary>The number of the last batch.</summary>
    public long Batches { get; set; }

    /// <summary>The hours that have closed.</summary>
    public int Windows { get; set; }

    /// <summary>The flights whose hour had closed.</summary>
    public long Late { get; set; }

    /// <summary>The flights with a delay that is not believed.</summary>
    public long Filtered { get; set; }

    /// <summary>The last line of a run that took <paramref name="elapsed"/>.</summary>
    public string Summary(TimeSpan elapsed) => FormattableString.Invariant(
        $"{Flights:N0} rows in {Batches:N0} batches, {Windows:N0} windows, {Late:N0} late rows, {Filtered:N0} filtered rows; {elapsed.TotalSeconds:0.00} s: {Flights / elapsed.TotalSeconds:N0} rows per second.");
}
