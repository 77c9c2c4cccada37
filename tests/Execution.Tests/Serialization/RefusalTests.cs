using System.Runtime.CompilerServices;
using Linq.Streaming;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Execution.Tests.Serialization;

/// <summary>What cannot be kept, and what a user is told.</summary>
public sealed class RefusalTests
{
    private const string AnyValue = "cannot be kept: any value could be in it. Declare the type that it has.";
    private const string AnyClass = "cannot be kept: an object of any class could be in it. Declare the class that it has";
    private const string OrUnion = ", or make it [MemoryPackable] with a [MemoryPackUnion] for each class.";
    private const string Collection = " (List<T>, HashSet<T>, Dictionary<TKey, TValue>, an array)";
    private const string Code = "cannot be kept: code has no bytes. Keep the data that the function works on, or mark the field [NonSerialized].";
    private const string Framework = "cannot be kept: it is a class of .NET whose insides may be handles, or others in the next version. Keep the data that it is made of, or mark the field [NonSerialized].";
    private const string Address = "cannot be kept: it is an address or no type of values. Keep what it refers to, as an array or a number.";

    [Theory]
    [InlineData(typeof(object), "object " + AnyValue)]
    [InlineData(typeof(Holder<object>), "Holder<object>.Value of type object " + AnyValue)]
    [InlineData(typeof(Dictionary<int, List<Holder<object>>>), "Dictionary<int, List<Holder<object>>>[][].Value of type object " + AnyValue)]
    [InlineData(typeof(Holder<IComparable>), "Holder<IComparable>.Value of type IComparable " + AnyClass + OrUnion)]
    [InlineData(typeof(IDictionary<int, int>), "IDictionary<int, int> " + AnyClass + Collection + OrUnion)]
    [InlineData(typeof(Abstract), "Abstract " + AnyClass + OrUnion)]
    [InlineData(typeof(Holder<Func<int>>), "Holder<Func<int>>.Value of type Func<int> " + Code)]
    [InlineData(typeof(int[,]), "int[,] cannot be kept: arrays of several dimensions have no bytes. Keep an array of arrays, or one array and its lengths.")]
    [InlineData(typeof(Task<int>), "Task<int> " + Framework)]
    [InlineData(typeof(CancellationTokenSource), "CancellationTokenSource " + Framework)]
    [InlineData(typeof(LinkedList<int>), "LinkedList<int> " + Framework)]
    [InlineData(typeof(Lazy<int>), "Lazy<int> " + Framework)]
    [InlineData(typeof(Memory<int>), "Memory<int> " + Framework)]
    [InlineData(typeof(Span<int>), "Span<int> " + Address)]
    [InlineData(typeof(List<>), "List<T> " + Address)]
    [InlineData(typeof(MyList), "MyList cannot be kept: it is derived from 'List<int>' of .NET, whose insides may be others in the next version. Keep an object of that class as a member, where it can be kept, or its data.")]
    [InlineData(typeof(Holder<Four>), "Holder<Four>.Value of type Four cannot be kept: buffers of a fixed size have no bytes. Keep an array.")]
    public void A_type_is_refused_with_the_member_and_what_to_do(Type type, string expected)
    {
        Assert.Equal(expected, Trip.Codecs.WhyNot(type));
        Assert.Equal(expected, Trip.Codecs.WhyNot(type));
        Assert.Equal(expected, Assert.Throws<UnsupportedValueException>(() => Trip.Codecs.For(type)).Message);
    }

    [Fact]
    public void A_pointer_is_refused() => Assert.Equal("Int32* " + Address, Trip.Codecs.WhyNot(typeof(int*)));

    [Fact]
    public void A_type_without_end_is_refused() => Assert.EndsWith(
        "cannot be kept: more than 100 types are within each other. Keep a type whose members are not of ever more types.", Trip.Codecs.WhyNot(typeof(Endless<int>)), StringComparison.Ordinal);

    [Fact]
    public void A_key_codec_does_not_make_bytes() => Assert.Equal(
        "Abstract " + AnyClass + OrUnion + " Its key codec only hashes.", new ValueCodecs(KeyCodecs.None.Add(new AbstractCodec())).WhyNot(typeof(Abstract)));

    [Fact]
    public void What_can_be_kept_has_no_reason() => Assert.Null(Trip.Codecs.WhyNot(typeof(Order)));

    [Fact]
    public void A_refused_member_leaves_no_codec_of_what_holds_it()
    {
        var codecs = new ValueCodecs(KeyCodecs.None);
        Assert.NotNull(codecs.WhyNot(typeof(Cyclic)));
        Assert.NotNull(codecs.WhyNot(typeof(CyclicPart)));
        Assert.NotNull(codecs.WhyNot(typeof(Cyclic)));
    }

    [Fact]
    public void Codecs_are_asked_for_by_several_threads()
    {
        for (var i = 0; i < 50; i++)
        {
            var codecs = new ValueCodecs(KeyCodecs.None);
            var written = "{Next:{Number:i16}?}?";
            Parallel.For(0, 4, _ =>
            {
                Assert.NotNull(codecs.ForSchema<First>(written, out var reason));
                Assert.Null(reason);
                Assert.Equal("{Back:{Next:#0?}?,Number:i32}?", codecs.For<Second>().Schema);
            });
        }
    }

    [Fact]
    public void An_object_of_a_derived_class_is_refused_when_it_turns_up() => Assert.Equal(
        "A 'Execution.Tests.Serialization.Dog' was found where a 'Execution.Tests.Serialization.Animal' is kept, and would come back as the latter. "
        + "Keep it in a member of its own type, or make 'Execution.Tests.Serialization.Animal' [MemoryPackable] with a [MemoryPackUnion].",
        Assert.Throws<UnsupportedValueException>(() => Trip.Bytes<Animal>(new Dog())).Message);

    [Fact]
    public void A_collection_of_a_derived_class_is_refused_when_it_turns_up() =>
        Assert.Contains("MyList' was found where", Assert.Throws<UnsupportedValueException>(() => Trip.Bytes<List<int>>(new MyList())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_comparer_is_refused_when_it_turns_up()
    {
        var ignoring = StringComparer.OrdinalIgnoreCase;
        Refused(new HashSet<string>(ignoring));
        Refused(new Dictionary<string, int>(ignoring));
        Refused(new SortedSet<string>(ignoring));
        Refused(new SortedDictionary<string, int>(ignoring));
        Refused(System.Collections.Immutable.ImmutableHashSet.Create<string>(ignoring));
        Refused(System.Collections.Immutable.ImmutableDictionary.Create<string, int>(ignoring));

        static void Refused<T>(T value) =>
            Assert.Contains("which has no bytes. Make it ", Assert.Throws<UnsupportedValueException>(() => Trip.Bytes(value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_holds_itself_is_refused_when_it_turns_up()
    {
        var tree = new Tree();
        tree.Left = tree;
        Assert.Equal(
            "A value is nested deeper than 512 levels, or refers to itself. Keep what it refers to by a key, or its parts in a list.",
            Assert.Throws<UnsupportedValueException>(() => Trip.Bytes(tree)).Message);
    }

    [Fact]
    public void Objects_are_nested_as_deep_as_is_promised()
    {
        Assert.NotNull(Trip.Of(Chain(512)));
        Assert.Throws<UnsupportedValueException>(() => Trip.Bytes(Chain(513)));

        static Tree Chain(int depth) => Enumerable.Range(1, depth - 1).Aggregate(new Tree(), (below, _) => new Tree { Left = below });
    }

    private abstract class Abstract;

    private sealed class MyList : List<int>;

    private sealed record Holder<T>(T Value);

    private sealed record Endless<T>(Endless<List<T>>? Next);

    private sealed record Cyclic(CyclicPart? Part);

    private sealed record CyclicPart(Cyclic? Whole, object? Bad);

    [InlineArray(4)]
    private struct Four
    {
        private int _first;
    }

    private sealed class AbstractCodec : IKeyCodec<Abstract>
    {
        public ulong Hash(Abstract key) => 0;
    }
}
