namespace Linq.Streaming;

/// <summary>How a receiver is run.</summary>
public sealed record ReceiverOptions
{
    /// <summary>After how long a block that has elements is closed; more than zero. The default is 200 ms, as Spark's.</summary>
    public TimeSpan BlockInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many elements a block has at most, unless they were stored as one; at least 1. The default is 65,536.</summary>
    public int MaxBlockRows { get; init; } = 65_536;

    /// <summary>How many elements may have been received and be in no batch; at least 1. The default is 1,000,000. A block that is larger than what is left waits until nothing else does.</summary>
    public long Capacity { get; init; } = 1_000_000;

    /// <summary>
    /// How many bytes of elements may have been received and be in no batch; at least 1. The default is 256 MiB. Counted are texts, arrays of bytes, values without references, and what the caller of
    /// <see cref="StreamContext.FromReceiver"/> can tell the size of; others count as nothing.
    /// </summary>
    public long CapacityBytes { get; init; } = 256 << 20;

    /// <summary>How many bytes of elements one batch has at most, counted in the same way; at least 1. Blocks are not divided, so that it has one whatever its size. The default is as many as there are.</summary>
    public long MaxBytesPerBatch { get; init; } = long.MaxValue;

    /// <summary>What becomes of an element that is added when <see cref="Capacity"/> or <see cref="CapacityBytes"/> is reached. Stored blocks always wait. The default is <see cref="OverflowPolicy.Block"/>; <see cref="OverflowPolicy.DropOldest"/> is none: what is durable is not dropped.</summary>
    public OverflowPolicy Overflow { get; init; } = OverflowPolicy.Block;

    /// <summary>How long after a failure the receiver is started again; more than zero. Doubled with each failure, up to <see cref="MaxRestartDelay"/>. The default is 2 s, as Spark's.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest such delay. The default is 1 min. A receiver that has run for longer than that without failure starts anew with <see cref="RestartDelay"/>.</summary>
    public TimeSpan MaxRestartDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it is started again in a row before the source fails with LS3003; not negative. The default is without end.</summary>
    public int MaxRestarts { get; init; } = int.MaxValue;

    /// <summary>What is done with input that is no element. The default is <see cref="MalformedPolicy.Fail"/>.</summary>
    public MalformedPolicy Malformed { get; init; } = MalformedPolicy.Fail;

    internal ReceiverOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BlockInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBlockRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CapacityBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RestartDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRestartDelay, RestartDelay);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRestarts);
        ArgumentNullException.ThrowIfNull(Malformed);
        if (!Enum.IsDefined(Overflow) || Overflow == OverflowPolicy.DropOldest)
        {
            throw new ArgumentOutOfRangeException(nameof(Overflow), Overflow, "A receiver blocks, drops the newest, or fails.");
        }

        return this;
    }
}
