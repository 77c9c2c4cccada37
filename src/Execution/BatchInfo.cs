namespace Linq.Streaming;

/// <summary>What is known of a batch.</summary>
/// <param name="Id">The number of the batch: 1 for the first after the zero time.</param>
/// <param name="Time">The batch time, in UTC.</param>
/// <param name="Sources">What each source gave to the batch; a source without data at the batch is not among them.</param>
/// <param name="Watermarks">The watermark of each <c>WithEventTime</c>, in the order of the graph; none before the batch has been computed.</param>
/// <param name="Operators">What each operator that keeps state holds after the batch, in the order of the graph; none before the batch has been computed.</param>
public sealed record BatchInfo(
    long Id, DateTimeOffset Time, IReadOnlyList<SourceInfo> Sources, IReadOnlyList<WatermarkInfo> Watermarks, IReadOnlyList<StateInfo> Operators)
{
    /// <summary>How far the batch has come.</summary>
    public BatchStatus Status { get; init; }

    /// <summary>The number of elements over all sources.</summary>
    public long Rows => Sources.Sum(source => source.Count);

    /// <summary>How many intervals the batch covers: more than 1 where batches were made one of several (<see cref="OverloadPolicy.Coalesce"/>, <see cref="DowntimePolicy.Coalesce"/>).</summary>
    public long Intervals { get; init; } = 1;

    /// <summary>When it was submitted, by the clock of the context.</summary>
    public DateTimeOffset Submitted { get; init; }

    /// <summary>How long it waited for its turn; null before it had it.</summary>
    public TimeSpan? SchedulingDelay { get; init; }

    /// <summary>From its turn to the end of its last output, with commits; null before that.</summary>
    public TimeSpan? ProcessingDelay { get; init; }

    /// <summary>From its submission to its end: the sum of the other two; null before its end.</summary>
    public TimeSpan? TotalDelay => SchedulingDelay + ProcessingDelay;

    /// <summary>Where the time went; null before its end.</summary>
    public BatchPhases? Phases { get; init; }

    /// <summary>What each output had; none before it has been computed.</summary>
    public IReadOnlyList<OutputInfo> Outputs { get; init; } = [];

    /// <summary>Why it failed or was left out; null where it was not.</summary>
    public string? Failure { get; init; }

    /// <summary>One object on one line, without a line end: the progress record of the batch.</summary>
    /// <remarks>Times are in ISO 8601, durations in milliseconds, names as those of the members in camel case. What is not known is left out.</remarks>
    public string ToJson() => Execution.Observation.BatchJson.Of(this);
}
