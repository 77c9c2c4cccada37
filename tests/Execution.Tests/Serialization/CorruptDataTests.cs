using CsCheck;
using Linq.Streaming.Execution.Serialization;

namespace Execution.Tests.Serialization;

/// <summary>Bytes that are not those of a value give another value or a <see cref="CorruptDataException"/>, whatever they are.</summary>
public sealed class CorruptDataTests
{
    /// <summary>How much memory a byte may cost: an empty dictionary or a null of a large struct is announced by one.</summary>
    private const int MostMemoryPerByte = 2_000;

    [Fact]
    public void Random_bytes() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        foreach (var sample in Samples.All)
        {
            sample.TryRead(bytes);
        }
    });

    [Fact]
    public void Small_numbers_look_like_lengths() => Gen.Byte[0, 3].Array[0, 300].Sample(bytes =>
    {
        foreach (var sample in Samples.All)
        {
            sample.TryRead(bytes);
        }
    });

    [Fact]
    public void Truncations()
    {
        foreach (var sample in Samples.All)
        {
            for (var length = 0; length < sample.Bytes.Length; length++)
            {
                Assert.False(sample.TryRead(sample.Bytes.AsSpan(0, length)), $"{sample.Type}, {length} of {sample.Bytes.Length} bytes");
            }
        }
    }

    [Fact]
    public void Flipped_bits() => Gen.Select(Gen.Int[0, Samples.All.Count - 1], Gen.Int[0, int.MaxValue], Gen.Int[1, 3]).Sample((which, seed, flips) =>
    {
        var bytes = (byte[])Samples.All[which].Bytes.Clone();
        var random = new Random(seed);
        for (var i = 0; i < flips; i++)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        Samples.All[which].TryRead(bytes);
    });

    [Fact]
    public void Every_single_bit()
    {
        foreach (var sample in Samples.All)
        {
            for (var bit = 0; bit < sample.Bytes.Length * 8; bit++)
            {
                var bytes = (byte[])sample.Bytes.Clone();
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                sample.TryRead(bytes);
            }
        }
    }

    [Fact]
    public void A_length_allocates_nothing_that_there_are_no_bytes_for()
    {
        using var writer = new ByteWriter();
        writer.WriteVarint(2_000_000_000);
        writer.Write(new byte[1000]);
        var bytes = writer.Written.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var sample in Samples.All)
        {
            sample.TryRead(bytes);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Samples.All.Count * (long)bytes.Length * MostMemoryPerByte);
    }

    [Fact]
    public void Nested_bytes_do_not_exhaust_the_stack()
    {
        // A present node whose left one is present, and so on.
        var bytes = new byte[1_000_000];
        for (var i = 0; i < bytes.Length; i += 5)
        {
            bytes[i] = 1;
        }

        Assert.Contains("deeper than 512 levels", Assert.Throws<CorruptDataException>(() => Trip.Read<Tree>(bytes)).Message, StringComparison.Ordinal);
        var skipping = Trip.Codecs.ForSchema<Nothing>("{Value:{Left:#1?}}?", out _)!;
        Assert.Throws<CorruptDataException>(() => Trip.Read(skipping, Enumerable.Repeat((byte)1, 10_000).ToArray()));
    }

    [Theory]
    [InlineData(typeof(bool), "02")]
    [InlineData(typeof(decimal), "00000000000000000000000000001D00")]
    [InlineData(typeof(DateTime), "FFFFFFFFFFFFFF3F")]
    [InlineData(typeof(DateTime), "00000000000000C0")]
    [InlineData(typeof(DateTimeOffset), "0000000000000000FFFF")]
    [InlineData(typeof(DateTimeOffset), "FFFFFFFFFFFFFFFF0100")]
    [InlineData(typeof(DateOnly), "FFFFFFFF")]
    [InlineData(typeof(TimeOnly), "FFFFFFFFFFFFFF7F")]
    [InlineData(typeof(string), "03FF")]
    [InlineData(typeof(string), "0441")]
    [InlineData(typeof(System.Numerics.BigInteger), "00")]
    [InlineData(typeof(Uri), "0301")]
    [InlineData(typeof(Version), "0341")]
    [InlineData(typeof(Dictionary<string, int>), "020000000000")]
    [InlineData(typeof(SortedSet<int>), "0101")]
    [InlineData(typeof(int[]), "FFFFFFFFFFFFFFFFFF7F")]
    [InlineData(typeof(int?), "02")]
    public void What_no_value_has_is_refused(Type type, string hex) => Assert.False(Samples.Of(type).TryRead(Convert.FromHexString(hex)));

    [Fact]
    public void A_key_that_comes_twice_is_refused()
    {
        using var writer = new ByteWriter();
        writer.WriteCount(2);
        writer.WriteInt64(1);
        writer.WriteInt64(1);
        Assert.Throws<CorruptDataException>(() => Trip.Read<Dictionary<int, int>>(writer.Written));
    }

    [Fact]
    public void Bytes_left_over_are_told() => Assert.Throws<CorruptDataException>(() => Trip.Read<int>(new byte[5]));
}
