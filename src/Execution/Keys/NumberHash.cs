namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes of numbers that have several representations of one value, or more than 64 bits.</summary>
internal static class NumberHash
{
    private const ulong NotANumber = 0x7FF8000000000000;

    /// <summary>-0.0 equals 0.0, and every NaN equals every other.</summary>
    public static ulong Of(double key) =>
        StableHash.Mix(key == 0 ? 0 : double.IsNaN(key) ? NotANumber : BitConverter.DoubleToUInt64Bits(key));

    public static ulong Of(UInt128 key) => StableHash.Combine(StableHash.Mix((ulong)(key >> 64)), StableHash.Mix((ulong)key));

    /// <summary>1.0 equals 1.00 and -0.0 equals 0, so trailing zeros are taken off first, and the sign of zero is dropped.</summary>
    public static ulong Of(decimal key)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(key, bits);
        var low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        var scale = key.Scale;
        if (bits[2] != 0)
        {
            return OfWide(new UInt128((uint)bits[2], low), scale, decimal.IsNegative(key));
        }

        while (scale > 0 && low % 10 == 0)
        {
            low /= 10;
            scale--;
        }

        return low == 0 ? Of(UInt128.Zero, 0, false) : Of(low, scale, decimal.IsNegative(key));
    }

    private static ulong OfWide(UInt128 digits, byte scale, bool negative)
    {
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        return Of(digits, scale, negative);
    }

    private static ulong Of(UInt128 digits, byte scale, bool negative) =>
        StableHash.Combine(Of(digits), ((ulong)scale << 1) | (negative ? 1UL : 0UL));
}
