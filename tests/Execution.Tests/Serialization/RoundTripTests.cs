using System.Collections.Immutable;
using System.Numerics;
using CsCheck;

namespace Execution.Tests.Serialization;

/// <summary>What has been written is read back, equal.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Scalars()
    {
        Survives(Gen.Bool);
        Survives(Gen.SByte);
        Survives(Gen.Short);
        Survives(Gen.Int);
        Survives(Gen.Long);
        Survives(Gen.Byte);
        Survives(Gen.UShort);
        Survives(Gen.UInt);
        Survives(Gen.ULong);
        Survives(Gen.Char);
        Survives(Gen.Decimal);
        Survives(Gen.Guid);
        Survives(Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low)));
        Survives(Gen.Select(Gen.ULong, Gen.ULong, (high, low) => (Int128)new UInt128(high, low)));
        Survives(Gen.Select(Gen.Int, Gen.Int[0, 300], (n, power) => n * BigInteger.Pow(3, power)));
        Survives(Gen.Int.Select(i => (nint)i));
        Survives(Gen.UInt.Select(i => (nuint)i));
    }

    [Fact]
    public void Times()
    {
        Survives(Gen.Long.Select(ticks => new TimeSpan(ticks)));
        Survives(Gen.DateTime);
        Survives(Gen.DateTimeOffset);
        Survives(Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber));
        Survives(Gen.Long[0, TimeSpan.TicksPerDay - 1].Select(ticks => new TimeOnly(ticks)));
        Survives(Gen.OneOf(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14))));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void The_kind_of_a_time_survives(DateTimeKind kind) => Assert.Equal(kind, Trip.Of(new DateTime(2024, 2, 29, 1, 2, 3, kind)).Kind);

    [Fact]
    public void Bits_of_floating_point_survive()
    {
        Gen.ULong.Sample(bits => BitConverter.DoubleToUInt64Bits(Trip.Of(BitConverter.UInt64BitsToDouble(bits))) == bits);
        Gen.UInt.Sample(bits => BitConverter.SingleToUInt32Bits(Trip.Of(BitConverter.UInt32BitsToSingle(bits))) == bits);
        Gen.UShort.Sample(bits => BitConverter.HalfToUInt16Bits(Trip.Of(BitConverter.UInt16BitsToHalf(bits))) == bits);
        Assert.True(double.IsNegative(Trip.Of(-0.0)));
        Assert.Equal(0x7FF8_0000_0000_0042UL, BitConverter.DoubleToUInt64Bits(Trip.Of(BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0042))));
    }

    [Fact]
    public void The_scale_of_a_decimal_survives() => Assert.Equal("1.00", Trip.Of(1.00m).ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Any_text_survives()
    {
        Survives(Gen.String);
        Survives(Gen.Char.Array[0, 200].Select(characters => new string(characters)));
        Survives(Gen.Int[0, 20_000].Select(length => new string('ä', length)));
        Survives(Gen.OneOf("", "\0", "\uD800", "a\uDC00b", "\uD83D\uDE00", new string('x', 63), new string('x', 64), new string('ä', 31), new string('ä', 32), new string('€', 5461)));
        Assert.Null(Trip.Of<string?>(null));
    }

    [Fact]
    public void Addresses_and_versions()
    {
        Survives(Gen.OneOf(new Uri("https://example.org/a b?c=ä"), new Uri("a/b#c", UriKind.Relative), new Uri("/a", UriKind.Relative)));
        Survives(Gen.OneOf(new Version(1, 2), new Version(1, 2, 3), new Version(1, 2, 3, 4)));
        Assert.Null(Trip.Of<Uri?>(null));
        Assert.Null(Trip.Of<Version?>(null));
    }

    [Fact]
    public void Enums_and_nullable_values()
    {
        Survives(Gen.OneOf(Weekday.Monday, Weekday.Sunday, (Weekday)99));
        Survives(Gen.OneOf(Flag.None, Flag.High));
        Survives(Gen.Int.Nullable());
        Survives(Gen.Select(Gen.Double, Gen.Double, (x, y) => new Position(x, y)).Nullable());
        Survives(Gen.OneOf(Weekday.Monday, Weekday.Sunday).Nullable());
    }

    [Fact]
    public void Sequences()
    {
        var texts = Gen.String.Array[0, 20];
        Survives(texts);
        Survives(texts.Select(a => a.ToList()));
        Survives(texts.Select(a => new Queue<string>(a)));
        Survives(texts.Select(a => new Stack<string>(a)));
        texts.Sample(a => Trip.Of(a.ToImmutableArray()).SequenceEqual(a));
        Survives(texts.Select(a => a.ToImmutableList()));
        Survives(Gen.Long.Array.Array);
        Survives(Gen.Int.Nullable().List);
        Assert.Null(Trip.Of<string[]?>(null));
        Assert.Null(Trip.Of<List<int>?>(null));
        Assert.True(Trip.Of(default(ImmutableArray<int>)).IsDefault);
    }

    [Fact]
    public void Sets_and_maps()
    {
        var texts = Gen.String.Array[0, 20];
        Survives(texts.Select(a => a.ToHashSet()));
        Survives(texts.Select(a => a.ToImmutableHashSet()));
        Survives(Gen.Int.Array.Select(a => new SortedSet<int>(a)));
        Survives(texts.Select(a => a.Distinct().ToDictionary(x => x, x => x.Length)));
        Survives(texts.Select(a => a.Distinct().ToImmutableDictionary(x => x, x => x.Length)));
        Survives(Gen.Int.Array.Select(a => new SortedDictionary<int, string>(a.Distinct().ToDictionary(x => x, x => "v"))));
        Assert.Null(Trip.Of<Dictionary<int, int>?>(null));
    }

    [Fact]
    public void A_sorted_collection_of_strings_keeps_its_order()
    {
        Assert.Equal(["A", "a", "b"], Trip.Of(new SortedSet<string>(["b", "a", "A"], StringComparer.Ordinal)));
        Assert.Same(StringComparer.Ordinal, Trip.Of(new SortedDictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1 }).Comparer);
        Assert.Same(Comparer<string>.Default, Trip.Of(new SortedSet<string> { "a" }).Comparer);
    }

    [Fact]
    public void A_dictionary_with_ordinal_keys_is_like_any_other() =>
        Assert.Equal(1, Trip.Of(new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1 })["a"]);

    [Fact]
    public void Sequences_by_an_interface_come_back_as_arrays_or_lists()
    {
        Assert.Equal([1, 2], Assert.IsType<int[]>(Trip.Read<IEnumerable<int>>(Trip.Bytes(Enumerable.Range(1, 2)))));
        Assert.IsType<int[]>(Trip.Of<IReadOnlyList<int>>(new List<int> { 1 }));
        Assert.IsType<int[]>(Trip.Of<IReadOnlyCollection<int>>(new HashSet<int> { 1 }));
        Assert.IsType<int[]>(Trip.Of<ICollection<int>>([1]));
        Assert.IsType<List<int>>(Trip.Of<IList<int>>([1]));
        Assert.Null(Trip.Of<IList<int>?>(null));
    }

    [Fact]
    public void Tuples_and_pairs()
    {
        Survives(Gen.Select(Gen.Int, Gen.String));
        Survives(Gen.Int.Select(i => (i, "b", 3, 4.0, 5, 6, 7, "h", i)));
        Survives(Gen.Int.Select(i => Tuple.Create(i, "a")));
        Survives(Gen.Int.Select(i => new Tuple<int, int, int, int, int, int, int, Tuple<string>>(1, 2, 3, 4, 5, 6, i, Tuple.Create("h"))));
        Survives(Gen.Int.Select(i => KeyValuePair.Create("a", i)));
        Survives(Gen.Const(default(ValueTuple)));
        Survives(Gen.Const(ValueTuple.Create(1)));
        Assert.Null(Trip.Of<Tuple<int>?>(null));
    }

    [Fact]
    public void Records_structs_and_anonymous_types()
    {
        var lines = Gen.Select(Gen.String, Gen.Double, (sku, amount) => new Line(sku, amount, amount > 0 ? Weekday.Sunday : null));
        Survives(lines);
        Gen.Select(Gen.Int, Gen.String.Null(), Gen.Decimal, lines.Array[0, 5], (id, customer, price, of) => new Order(id, customer, price) { Lines = of }).Sample(order =>
        {
            var read = Trip.Of(order);
            return read with { Lines = order.Lines } == order && read.Lines.SequenceEqual(order.Lines);
        });
        Survives(Gen.Select(Gen.Double, Gen.Double, (x, y) => new Position(x, y)));
        Survives(Gen.Select(Gen.Long, Gen.Float, (time, value) => new Reading(time, value)));
        Survives(Gen.Select(Gen.Byte, Gen.Long, (small, large) => new Padded { Small = small, Large = large }));
        Survives(Gen.Select(Gen.Int, Gen.String, (a, b) => new { A = a, B = b, C = new { D = a } }));
    }

    [Fact]
    public void Classes_without_running_constructors_and_with_the_fields_of_their_base()
    {
        Assert.Equal(3, Trip.Of(new Guarded(3) { Changed = () => { } }).Value);
        Assert.Null(Trip.Of(new Guarded(3) { Changed = () => { } }).Changed);
        var dog = new Dog { Name = "Rex", Age = 3 };
        ((Animal)dog).Name = "Canis";
        var read = Trip.Of(dog);
        Assert.Equal(("Rex", "Canis", 3), (read.Name, ((Animal)read).Name, read.Age));
        Assert.NotNull(Trip.Of(new Nothing()));
        Assert.Null(Trip.Of<Animal?>(null));
    }

    [Fact]
    public void A_tree_of_a_type_that_holds_itself()
    {
        var tree = new Tree { Value = 1, Left = new Tree { Value = 2, Others = [] }, Others = [new Tree { Value = 3, Left = new Tree { Value = 4 } }, null!] };
        var read = Trip.Of(tree);
        Assert.Equal((1, 2, 3, 4), (read.Value, read.Left!.Value, read.Others![0].Value, read.Others[0].Left!.Value));
        Assert.Null(read.Others[1]);
        Assert.Equal(7, Trip.Of(new First { Next = new Second { Back = new First(), Number = 7 } }).Next!.Number);
    }

    [Fact]
    public void A_reference_that_is_shared_comes_back_as_two_objects()
    {
        var shared = new Animal { Name = "a" };
        var read = Trip.Of((shared, shared));
        Assert.NotSame(read.Item1, read.Item2);
        Assert.Equal("a", read.Item2.Name);
    }

    [Fact]
    public void Types_of_MemoryPack_go_through_it()
    {
        Assert.Equal(new Packed(1, "a"), Trip.Of(new Packed(1, "a")));
        Assert.Equal(["a"], Trip.Of(new Tolerant { Id = 1, Names = ["a"] }).Names!);
        Assert.Equal(new Square(2), Trip.Of<IForm>(new Square(2)));
        Assert.Equal([new Circle(1), null], Trip.Of<IForm?[]>([new Circle(1), null]));
        Assert.Equal("memorypack:Id;Name", Trip.Codecs.For<Packed>().Schema);
        Assert.Equal("memorypack:*", Trip.Codecs.For<Tolerant>().Schema);
        Assert.Equal("memorypack:*", Trip.Codecs.For<IForm>().Schema);
    }

    [Fact]
    public void Structs_without_padding_are_copied_as_they_lie_in_memory()
    {
        Assert.True(Trip.Codecs.For<Position>().IsPlain);
        Assert.True(Trip.Codecs.For<Unpadded>().IsPlain);
        Assert.True(Trip.Codecs.For<(long, double)>().IsPlain);
        Assert.True(Trip.Codecs.For<Weekday>().IsPlain);
        Assert.False(Trip.Codecs.For<Padded>().IsPlain);
        Assert.Equal(9, Trip.Bytes(new Padded { Small = 1, Large = 2 }).Length);
        Assert.False(Trip.Codecs.For<(bool, bool)>().IsPlain);
    }

    private static void Survives<T>(Gen<T> values) => values.Sample(value => Assert.Equal(value, Trip.Of(value)), iter: 200);
}
