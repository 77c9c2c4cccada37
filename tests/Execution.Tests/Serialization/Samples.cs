using System.Collections.Immutable;
using System.Numerics;
using Linq.Streaming.Execution.Serialization;

namespace Execution.Tests.Serialization;

/// <summary>Valid bytes of a value of every kind, to be spoiled.</summary>
internal abstract class Samples
{
    public static IReadOnlyList<Samples> All { get; } =
    [
        Of(1), Of(true), Of(1.5m), Of('x'), Of(Guid.NewGuid()), Of(new DateTime(2024, 2, 29)), Of(new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(-3))), Of(new DateOnly(2024, 2, 29)),
        Of(new TimeOnly(1, 2)), Of("text"), Of("\uD800"), Of(BigInteger.Pow(3, 99)), Of(new Uri("https://example.org/")), Of(new Version(1, 2, 3)), Of<Weekday?>(Weekday.Sunday),
        Of(new long[] { 1, 2, 3 }), Of(new[] { "a", "bc", null }), Of(new List<List<int>> { new() { 1 }, new() }), Of(new Queue<string>(["a"])), Of(new HashSet<string> { "a", "b" }),
        Of(new Dictionary<string, Position> { ["a"] = new(1, 2), ["b"] = new(3, 4) }), Of(new SortedSet<string>(StringComparer.Ordinal) { "a", "b" }), Of(new SortedDictionary<int, string> { [1] = "a" }),
        Of(ImmutableArray.Create(1, 2)), Of(ImmutableList.Create("a")), Of(ImmutableHashSet.Create(1.5)), Of(ImmutableDictionary<int, string>.Empty.Add(1, "a")),
        Of(new Order(1, "c", 2.5m) { Lines = [new Line("s", 1, Weekday.Monday), new Line("t", 2, null)] }), Of(new Padded { Small = 1, Large = 2 }), Of(new ValueTuple[3]),
        Of(new Tree { Value = 1, Left = new Tree { Others = [new Tree { Value = 2 }] } }), Of((1, "b", 3, 4.0, 5, 6, 7, "h")), Of(new Packed(1, "name")), Of(new Tolerant { Id = 1, Names = ["a", "b"] }),
        Of<IForm>(new Square(2)), Of(new HashSet<Fussy> { new("a"), new("b") }),
    ];

    public abstract Type Type { get; }

    public byte[] Bytes { get; protected init; } = [];

    public static Samples Of<T>(T value) => new Sample<T> { Bytes = Trip.Bytes(value) };

    public static Samples Of(Type type) => (Samples)Activator.CreateInstance(typeof(Sample<>).MakeGenericType(type))!;

    /// <summary>Whether they are those of a value; any other exception than that of corrupt data goes through.</summary>
    public abstract bool TryRead(ReadOnlySpan<byte> bytes);

    private sealed class Sample<T> : Samples
    {
        public override Type Type => typeof(T);

        public override bool TryRead(ReadOnlySpan<byte> bytes)
        {
            try
            {
                Trip.Read<T>(bytes);
                return true;
            }
            catch (CorruptDataException)
            {
                return false;
            }
        }
    }

    /// <summary>Its hash fails where its only member is null, which its constructor does not allow.</summary>
    private sealed class Fussy(string name)
    {
        public override bool Equals(object? obj) => obj is Fussy other && other.Name.Length == Name.Length;

        public override int GetHashCode() => Name.Length;

        private string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));
    }
}
