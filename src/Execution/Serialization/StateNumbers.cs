namespace Linq.Streaming.Execution.Serialization;

/// <summary>How many of something follow, also of something that may take no bytes.</summary>
internal static class StateNumbers
{
    public static void WriteNumber(this ByteWriter bytes, int number) => bytes.WriteVarint((ulong)number);

    public static int ReadNumber(this ref ByteReader bytes)
    {
        var number = bytes.ReadVarint();

        // Of what takes no bytes, such as the key of what has no key, there is one at most.
        return number <= (ulong)bytes.Remaining + 1 ? (int)number : throw bytes.Corrupt($"{number} elements in {bytes.Remaining} bytes");
    }
}
