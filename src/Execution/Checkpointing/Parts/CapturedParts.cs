using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>What several parts have captured, by their numbers.</summary>
internal sealed record CapturedParts(IReadOnlyList<(int Index, CapturedState State)> Parts)
{
    public void Write(ByteWriter bytes)
    {
        bytes.WriteNumber(Parts.Count);
        foreach (var (index, state) in Parts)
        {
            bytes.WriteVarint((ulong)index);
            var length = bytes.ReserveLength();
            state.Write(bytes);
            bytes.PatchLength(length);
        }
    }
}
