using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>The positions of a source as bytes.</summary>
internal static class Offsets
{
    public static void Write(ByteWriter bytes, StreamOffsets offsets)
    {
        bytes.WriteNumber(offsets.Count);
        foreach (var (partition, position) in offsets)
        {
            bytes.WriteText(partition);
            bytes.WriteVarint((ulong)position);
        }
    }

    public static StreamOffsets Read(ref ByteReader bytes)
    {
        var positions = new KeyValuePair<string, long>[bytes.ReadNumber()];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = KeyValuePair.Create(bytes.ReadText()!, (long)bytes.ReadVarint());
        }

        return new StreamOffsets(positions);
    }
}
