using System.Numerics;
using CsCheck;
using Linq.Streaming.Execution.Keys;

namespace Execution.Tests.Keys;

/// <summary>Equal keys have equal hashes, and (with these few values) different keys different ones.</summary>
public sealed class StableHashEqualityTests
{
    private static readonly Gen<double> Doubles = Gen.OneOf(Gen.OneOf(0.0, -0.0, double.NaN, -double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8000000000001), double.NegativeInfinity), Gen.Double);

    // The same value with different numbers of trailing zeros, and zeros of both signs.
    private static readonly Gen<decimal> Decimals = Gen.OneOf(
        Gen.Select(Gen.Int[-30, 30], Gen.Int[0, 20], (n, zeros) => Enumerable.Range(0, zeros).Aggregate(n / 10m, (d, _) => d * 1.0m)),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28], (lo, mid, hi, negative, scale) => new decimal(lo, mid, hi, negative, scale)),
        Gen.OneOf(decimal.MaxValue, decimal.MinValue, -0.0m, 79228162514264337593543950330m, 7922816251426433759354395033.0m));

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.OneOf(null!, "", "a", "A", "\0", "a\0", "ä", "a\u0308"), Gen.String[0, 40]);

    [Fact]
    public void Floating_point() => Agrees(Doubles);

    [Fact]
    public void Single() => Agrees(Doubles.Select(d => (float)d));

    [Fact]
    public void Halves() => Agrees(Doubles.Select(d => (Half)d));

    [Fact]
    public void Decimal() => Agrees(Decimals);

    [Fact]
    public void Integers()
    {
        Agrees(Gen.Long);
        Agrees(Gen.SByte);
        Agrees(Gen.UShort);
        Agrees(Gen.Int.Select(i => (nint)i));
        Agrees(Gen.Select(Gen.ULong, Gen.ULong[0, 2], (low, high) => new UInt128(high, low)));
        Agrees(Gen.Select(Gen.ULong, Gen.ULong[0, 2], (low, high) => -(Int128)new UInt128(high, low)));
        Agrees(Gen.Select(Gen.Int[-3, 3], Gen.Int[0, 600], (n, power) => n * BigInteger.Pow(2, power)));
    }

    [Fact]
    public void Text() => Agrees(Texts);

    [Fact]
    public void Identifiers_enums_and_characters()
    {
        Agrees(Gen.Guid);
        Agrees(Gen.OneOf(Size.Small, Size.Large, (Size)300));
        Agrees(Gen.Char);
        Agrees(Gen.Bool);
    }

    [Fact]
    public void Times()
    {
        Agrees(Gen.Select(Gen.Long[0, 3], Gen.OneOf(DateTimeKind.Utc, DateTimeKind.Local, DateTimeKind.Unspecified), (ticks, kind) => new DateTime(ticks, kind)));
        Agrees(Gen.Select(Gen.Long[0, 3], Gen.Int[0, 14], (ticks, hours) => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks).ToOffset(TimeSpan.FromHours(hours))));
        Agrees(Gen.TimeSpan);
        Agrees(Gen.DateOnly);
        Agrees(Gen.TimeOnly);
    }

    [Fact]
    public void Nullables_and_tuples()
    {
        Agrees(Gen.Nullable(Gen.Int[0, 3]));
        Agrees(Gen.Select(Doubles, Texts));
        Agrees(Gen.Select(Decimals, Gen.Nullable(Gen.Int[0, 3]), Texts).Select(t => Tuple.Create(t.Item1, t.Item2, t.Item3)));
        Agrees(Gen.Select(Gen.Int[0, 2], Doubles, (a, b) => (a, 0, 0, 0, 0, 0, 0, b, a)));
        Agrees(Gen.Select(Texts, Decimals, KeyValuePair.Create));
    }

    [Fact]
    public void Records_anonymous_types_and_structs()
    {
        Agrees(Gen.Select(Texts, Gen.Int[0, 2], (text, number) => new Flight(text, number)));
        Agrees(Gen.Select(Texts, Gen.Bool, (text, flag) => new CharterFlight(text, 1, flag)));
        Agrees(Gen.Select(Doubles, Decimals, (x, y) => new Point(x, y)));
        Agrees(Gen.Select(Doubles, Texts, (x, y) => new { Y = y, X = x, Inner = new { x } }));
        Agrees(Gen.Select(Gen.Int[0, 2], Texts, (a, b) => new BareFields { A = a, B = b }));
    }

    private static void Agrees<T>(Gen<T> keys)
    {
        var hash = StableHash.For<T>(KeyCodecs.None);
        Gen.Select(keys, keys).Sample(
            (a, b) => EqualityComparer<T>.Default.Equals(a, b) == (hash(a) == hash(b)) && hash(a) == hash(a),
            iter: 1_000);
    }
}
