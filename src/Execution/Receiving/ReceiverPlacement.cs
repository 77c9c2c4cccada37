namespace Linq.Streaming.Execution.Receiving;

/// <summary>Where a receiver may run that is to be started again, of several places. Pure: what runs where comes in, candidates come out.</summary>
/// <remarks>
/// A place carries 1 for a receiver that runs there, and 1/n for one that waits to start at any of n places, as in Spark's <c>ReceiverSchedulingPolicy</c>. All places that
/// carry nothing are candidates; where there are fewer than three, the three that carry least. A receiver's preferred place is one in any case, even if it is not there now.
/// </remarks>
internal static class ReceiverPlacement
{
    private const int Candidates = 3;

    /// <summary>The candidates, each once, those that carry least first.</summary>
    /// <param name="preferred">Where the receiver would rather be; null for anywhere.</param>
    /// <param name="placed">The places of each other receiver: one if it runs, several if it waits to.</param>
    /// <param name="places">The places that there are now.</param>
    public static IReadOnlyList<string> Reschedule(string? preferred, IEnumerable<IReadOnlyList<string>> placed, IReadOnlyList<string> places)
    {
        var weights = places.Distinct().ToDictionary(place => place, _ => 0.0);
        foreach (var receiver in placed)
        {
            foreach (var place in receiver.Where(weights.ContainsKey))
            {
                weights[place] += 1.0 / receiver.Count;
            }
        }

        // Sorting keeps the order of equals, so the first places come first.
        var ordered = weights.OrderBy(place => place.Value).ToArray();
        var count = Math.Max(Candidates, ordered.Count(place => place.Value == 0));
        IEnumerable<string> best = ordered.Take(count).Select(place => place.Key);
        return [.. preferred is null ? best : best.Prepend(preferred).Distinct()];
    }
}
