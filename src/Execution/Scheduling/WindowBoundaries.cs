using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>When windows of batch time end: batches at those times are never left out.</summary>
internal sealed class WindowBoundaries
{
    private readonly long[] _slides;

    private WindowBoundaries(long[] slides) => _slides = slides;

    // One that is kept up in every batch ends where it is sampled.
    public static WindowBoundaries Of(DStreamGraph graph)
    {
        var sampled = graph.Streams.OfType<SampledDStream>().Select(stream => stream.Parent).ToHashSet();
        return new WindowBoundaries(
        [
            .. graph.Streams.Where(stream => stream is SampledDStream or WindowedDStream || (stream is WindowAggregatedDStream && !sampled.Contains(stream)))
                .Select(stream => stream.Slide.Ticks).Distinct(),
        ]);
    }

    /// <summary>Whether a window ends so many ticks after the zero time.</summary>
    public bool Contains(long ticks) => Array.Exists(_slides, slide => ticks % slide == 0);
}
