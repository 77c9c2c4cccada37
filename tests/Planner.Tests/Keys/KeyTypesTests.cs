using System.Numerics;
using System.Runtime.CompilerServices;
using Linq.Streaming.Planning.Keys;

namespace Planner.Tests.Keys;

public sealed class KeyTypesTests
{
    [Theory]
    [InlineData(typeof(bool))]
    [InlineData(typeof(sbyte))]
    [InlineData(typeof(ulong))]
    [InlineData(typeof(Int128))]
    [InlineData(typeof(nint))]
    [InlineData(typeof(char))]
    [InlineData(typeof(Half))]
    [InlineData(typeof(double))]
    [InlineData(typeof(decimal))]
    [InlineData(typeof(string))]
    [InlineData(typeof(DayOfWeek))]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(DateTimeOffset))]
    [InlineData(typeof(TimeSpan))]
    [InlineData(typeof(DateOnly))]
    [InlineData(typeof(TimeOnly))]
    [InlineData(typeof(Guid))]
    [InlineData(typeof(BigInteger))]
    [InlineData(typeof(int?))]
    [InlineData(typeof((int, string)?))]
    [InlineData(typeof(ValueTuple))]
    [InlineData(typeof((int, int, int, int, int, int, int, string, decimal)))]
    [InlineData(typeof(Tuple<int, Tuple<string>>))]
    [InlineData(typeof(KeyValuePair<string, DayOfWeek>))]
    [InlineData(typeof(Flight))]
    [InlineData(typeof(OpenRecord))]
    [InlineData(typeof(DerivedRecord))]
    [InlineData(typeof(SealedDerivedRecord))]
    [InlineData(typeof(RecordStruct))]
    [InlineData(typeof(ReadOnlyRecordStruct))]
    [InlineData(typeof(PlainStruct))]
    [InlineData(typeof(GenericRecord<int?>))]
    public void Values_that_compare_by_their_members_may_be_keys(Type type) => Assert.Null(KeyTypes.Refuse(type, NoCodec));

    [Fact]
    public void An_anonymous_type_may_be_a_key() =>
        Assert.Null(KeyTypes.Refuse(new { Day = 1, Name = "a", At = new { Hour = 2 } }.GetType(), NoCodec));

    [Theory]
    [InlineData(typeof(object), "it is 'object', whose values may be of any type.")]
    [InlineData(typeof(IComparable), "it is an interface, whose values may be of any type.")]
    [InlineData(typeof(int[]), "it is an array, which compares by reference.")]
    [InlineData(typeof(Action), "it is a delegate, which is not data.")]
    [InlineData(typeof(Span<int>), "it refers to memory of this process.")]
    [InlineData(typeof(Buffer), "it is an inline array, which cannot be compared.")]
    [InlineData(typeof(PlainClass), "it is a class without value equality, so it compares by reference.")]
    [InlineData(typeof(Uri), "it has an Equals or GetHashCode of its own, which hashing cannot follow.")]
    [InlineData(typeof(StructWithEquals), "it has an Equals or GetHashCode of its own, which hashing cannot follow.")]
    [InlineData(typeof(EquatableStruct), "it has an Equals or GetHashCode of its own, which hashing cannot follow.")]
    [InlineData(typeof(RecordWithEquals), "it is a record with an Equals or GetHashCode written by hand, which hashing cannot follow.")]
    [InlineData(typeof(RecordStructWithHash), "it is a record with an Equals or GetHashCode written by hand, which hashing cannot follow.")]
    [InlineData(typeof(DerivedFromWritten), "it is a record with an Equals or GetHashCode written by hand, which hashing cannot follow.")]
    [InlineData(typeof(AbstractRecord), "it is abstract, so its values are of other types.")]
    [InlineData(typeof(Chain), "its member 'Next' of type 'Planner.Tests.Keys.KeyTypesTests+Chain' contains itself, so its size has no bound.")]
    [InlineData(typeof(GenericRecord<int[]>), "its member 'Value' of type 'System.Int32[]' is an array, which compares by reference.")]
    [InlineData(typeof((int, object)), "its member 'Item2' of type 'System.Object' is 'object', whose values may be of any type.")]
    [InlineData(typeof(Tuple<(int, Action)>), "its member 'Item1.Item2' of type 'System.Action' is a delegate, which is not data.")]
    public void Anything_else_is_refused_with_the_reason(Type type, string reason) => Assert.Equal(reason, KeyTypes.Refuse(type, NoCodec));

    [Fact]
    public void Nesting_is_bounded()
    {
        var type = typeof(int);
        for (var depth = 0; depth < 17; depth++)
        {
            type = typeof(Tuple<>).MakeGenericType(type);
        }

        Assert.EndsWith("nests more than 16 types in one another.", KeyTypes.Refuse(type, NoCodec), StringComparison.Ordinal);
        Assert.Null(KeyTypes.Refuse(type.GetGenericArguments()[0], NoCodec));
    }

    [Theory]
    [InlineData(typeof(Uri))]
    [InlineData(typeof((Uri, int)))]
    [InlineData(typeof(GenericRecord<Uri>))]
    public void A_codec_allows_its_type_also_as_a_member(Type type) => Assert.Null(KeyTypes.Refuse(type, codec => codec == typeof(Uri)));

    private static bool NoCodec(Type type) => false;

    private sealed record Flight(string Carrier, int Number, DateOnly? Day);

    private record OpenRecord(int Id);

    private record DerivedRecord(int Id, string Name) : OpenRecord(Id);

    private sealed record SealedDerivedRecord(int Id, string Name, decimal Price) : DerivedRecord(Id, Name);

    private record struct RecordStruct(int X, string? Y);

    private readonly record struct ReadOnlyRecordStruct(double X);

    private readonly struct PlainStruct
    {
        public int X { get; init; }

        public string Y { get; init; }
    }

    private sealed record GenericRecord<T>(T Value);

    private abstract record AbstractRecord(int Id);

    private sealed record Chain(int Id, Chain? Next);

    private sealed class PlainClass
    {
        public int X { get; init; }
    }

    private readonly struct StructWithEquals
    {
        public override bool Equals(object? obj) => obj is StructWithEquals;

        public override int GetHashCode() => 0;
    }

    private readonly struct EquatableStruct : IEquatable<EquatableStruct>
    {
        public bool Equals(EquatableStruct other) => true;

        public override bool Equals(object? obj) => obj is EquatableStruct;

        public override int GetHashCode() => 0;
    }

    private record RecordWithEquals(string Name)
    {
        public virtual bool Equals(RecordWithEquals? other) => other is not null && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
    }

    private sealed record DerivedFromWritten(string Name, int Id) : RecordWithEquals(Name);

    private record struct RecordStructWithHash(string Name)
    {
        public override readonly int GetHashCode() => 1;
    }

    [InlineArray(4)]
    private struct Buffer
    {
        private int _first;
    }
}
