namespace Linq.Streaming.Execution.Receiving;

/// <summary>What a frame of a block log holds. The numbers are part of the format.</summary>
internal static class BlockRecordKind
{
    /// <summary>The first frame of a file: the source, what the bytes of its elements hold, and how many had been received before.</summary>
    public const ushort Header = 1;

    /// <summary>The elements of a block, and how many had been received before.</summary>
    public const ushort Block = 2;

    /// <summary>A batch has the elements up to a number. For whoever looks into the log: the log of the query decides.</summary>
    public const ushort Allocation = 3;
}
