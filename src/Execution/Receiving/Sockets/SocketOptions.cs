namespace Linq.Streaming;

/// <summary>How lines are received from sockets.</summary>
public sealed record SocketOptions
{
    /// <summary>How long a line may be, in bytes without its end; at least 1. Longer ones are malformed. The default is 64 KiB. A connection keeps no more than about twice that.</summary>
    public int MaxLineBytes { get; init; } = 65_536;

    /// <summary>How long a peer may send nothing before its connection is given up; more than zero. The default is for ever: a quiet peer is no error.</summary>
    public TimeSpan IdleTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How many connections a listening source has at once; at least 1. More are closed as soon as they are accepted. The default is 1,000.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Blocks, room, restarts, and what is done with lines that are malformed. By default they are left out and counted: a peer that sends nonsense does not end the query.</summary>
    public ReceiverOptions Receiver { get; init; } = new() { Malformed = MalformedPolicy.Skip, RestartDelay = TimeSpan.FromMilliseconds(500), MaxRestartDelay = TimeSpan.FromSeconds(30) };

    internal SocketOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLineBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        if (IdleTimeout <= TimeSpan.Zero && IdleTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(IdleTimeout), IdleTimeout, "A timeout is more than zero, or infinite.");
        }

        ArgumentNullException.ThrowIfNull(Receiver);
        Receiver.Checked();
        return this;
    }
}
