namespace Linq.Streaming.Execution.Receiving;

/// <summary>What keeps the blocks of a source.</summary>
internal interface IBlockLog<T>
{
    /// <summary>Adds blocks, with one sync for all; returns when they are durable.</summary>
    void Add(IReadOnlyList<ReceivedBlock<T>> blocks);

    /// <summary>Notes that a batch has the elements up to <paramref name="until"/>; durable with the next blocks. It is for whoever looks into the log: the log of the query decides.</summary>
    void Allocate(long ticks, long until);

    /// <summary>Elements before <paramref name="position"/> are never read again.</summary>
    void Forget(long position);
}
