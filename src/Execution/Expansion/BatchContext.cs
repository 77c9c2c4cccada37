using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>One batch: its time, its number, and the input that it was given.</summary>
/// <param name="Id">1 for the first batch after the zero time; also the version of the state that it makes.</param>
/// <param name="Ticks">The batch time, in ticks of UTC.</param>
/// <param name="ZeroTicks">The zero time, in ticks of UTC.</param>
/// <param name="Input">What the receiver tracker allocated to it.</param>
/// <param name="IsFlush">Whether it only closes what is open at the end of a bounded input.</param>
internal sealed record BatchContext(long Id, long Ticks, long ZeroTicks, AllocatedBlocks Input, bool IsFlush)
{
    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    /// <summary>Whether a stream with <paramref name="slide"/> has an RDD at this batch.</summary>
    public bool IsValid(TimeSpan slide) => Ticks > ZeroTicks && (Ticks - ZeroTicks) % slide.Ticks == 0;
}
