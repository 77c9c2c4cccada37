using System.Numerics;

namespace Execution.Tests.Serialization;

/// <summary>What one version of a type has written, read by another.</summary>
public sealed class EvolutionTests
{
    [Fact]
    public void The_same_schema_is_read_by_the_type_itself()
    {
        var codec = Trip.Codecs.ForSchema<Order>(Trip.Codecs.For<Order>().Schema, out var reason);
        Assert.Same(Trip.Codecs.For<Order>(), codec);
        Assert.Null(reason);
    }

    [Fact]
    public void Members_are_matched_by_name_added_and_left_out() =>
        Assert.Equal(new V2(null, 5, 7, null), Becomes<V1, V2>(new V1(7, "gone", 5, [1, 2])));

    [Fact]
    public void Members_within_members_too()
    {
        var read = Becomes<List<(int, V1)>, List<(long, V2)>>([(1, new V1(7, "gone", 5, null)), (2, null!)]);
        Assert.Equal([(1L, new V2(null, 5, 7, null)), (2L, null!)], read);
    }

    [Fact]
    public void What_is_left_out_may_be_anything()
    {
        var written = new Everything
        {
            Tree = new Tree { Left = new Tree { Value = 1, Others = [new Tree()] } },
            Set = ["a"],
            Sorted = new(StringComparer.Ordinal) { ["b"] = [1] },
            Map = new() { [1] = (1, 2m) },
            Number = BigInteger.Pow(7, 50),
            Address = new Uri("a", UriKind.Relative),
            Version = new Version(1, 2),
            Packed = new Packed(1, "p"),
            Text = "\uD800",
            Maybe = Guid.Empty,
            Nothing = new Nothing(),
            Kept = 42,
        };
        Assert.Equal(42, Becomes<Everything, Little>(written).Kept);
        Assert.Equal(0, Becomes<Everything, Little>(new Everything()).Kept);
    }

    [Fact]
    public void What_is_left_out_may_be_as_deep_as_what_is_written()
    {
        var deep = Enumerable.Range(2, 510).Aggregate(new Tree { Others = null }, (below, _) => new Tree { Left = below });
        Assert.Equal(42, Becomes<Everything, Little>(new Everything { Tree = deep, Kept = 42 }).Kept);
    }

    [Fact]
    public void Types_that_hold_themselves()
    {
        var read = Becomes<Tree, Tree2>(new Tree { Value = 1, Left = new Tree { Value = 2 }, Others = [new Tree { Value = 3 }] });
        Assert.Equal((1L, 2L), (read.Value, read.Left!.Value));
        Assert.Null(read.Left.Left);
    }

    [Fact]
    public void Numbers_may_become_wider()
    {
        Assert.Equal(-1L, Becomes<int, long>(-1));
        Assert.Equal(255, Becomes<byte, int>(255));
        Assert.Equal(uint.MaxValue, Becomes<uint, long>(uint.MaxValue));
        Assert.Equal(1.5, Becomes<float, double>(1.5f));
        Assert.Equal(int.MaxValue, Becomes<int, double>(int.MaxValue));
        Assert.Equal(-5m, Becomes<long, decimal>(-5));
        Assert.Equal(new BigInteger(7), Becomes<int, BigInteger>(7));
        Assert.Equal(Flag.None, Becomes<byte, Flag>(0));
        Assert.Equal([1L, null], Becomes<int?[], long?[]>([1, null]));
        Assert.Equal(2L, Becomes<Dictionary<int, short>, Dictionary<int, long>>(new() { [1] = 2 })[1]);
        Assert.Equal(2, Becomes<Dictionary<short, int>, Dictionary<int, int>>(new() { [1] = 2 })[1]);
    }

    [Fact]
    public void What_was_always_there_may_become_nullable()
    {
        Assert.Equal(5, Becomes<int, int?>(5));
        Assert.Equal(5L, Becomes<int, long?>(5));
        Assert.Equal(new PositionClass(1, 2), Becomes<Position, PositionClass>(new Position(1, 2)));
        Assert.Equal(new Position(1, 2), Becomes<PositionClass, Position?>(new PositionClass(1, 2)));
    }

    [Fact]
    public void Collections_of_one_kind_are_read_as_each_other()
    {
        Assert.Equal([1, 2], Becomes<int[], Queue<int>>([1, 2]));
        Assert.Equal([1, 2], Becomes<List<int>, IReadOnlyList<long>>([1, 2]));
        Assert.Equal(2, Becomes<Stack<int>, Stack<long>>(new Stack<int>([1, 2])).Peek());
    }

    [Fact]
    public void A_type_of_MemoryPack_changes_by_its_rules()
    {
        Assert.NotNull(Trip.Codecs.ForSchema<Packed>("memorypack:Id", out _));
        Assert.Null(Trip.Codecs.ForSchema<Packed>("memorypack:Name;Id", out var reason));
        Assert.Equal("Packed was written as 'memorypack:Name;Id' and is 'memorypack:Id;Name' now, which cannot be read from it. Give the member another name, or keep its type.", reason);
    }

    [Theory]
    [InlineData("{Id:i64}?", "Order.Id was written as 'i64' and is 'i32' now, which cannot be read from it. Give the member another name, or keep its type.")]
    [InlineData("{Lines:set[i32]}?", "Order.Lines was written as 'set[i32]' and is '[{Sku:string,Amount:f64,Day:u8?}?]' now, which cannot be read from it. Give the member another name, or keep its type.")]
    [InlineData("{Lines:[{Sku:i32}?]}?", "Order.Lines[].Sku was written as 'i32' and is 'string' now, which cannot be read from it. Give the member another name, or keep its type.")]
    [InlineData("[i32]", "Order was written as '[i32]' and is '{Id:i32,Customer:string,Price:decimal,Lines:[{Sku:string,Amount:f64,Day:u8?}?]}?' now, which cannot be read from it. Give the member another name, or keep its type.")]
    [InlineData("{Id:i32?}?", "Order.Id was written as 'i32?' and is 'i32' now, which cannot be read from it. Give the member another name, or keep its type.")]
    public void Anything_else_is_refused_with_a_reason(string schema, string expected)
    {
        Assert.Null(Trip.Codecs.ForSchema<Order>(schema, out var reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void A_type_that_cannot_be_kept_cannot_be_read()
    {
        Assert.Null(Trip.Codecs.ForSchema<object>("i32", out var reason));
        Assert.Equal(Trip.Codecs.WhyNot(typeof(object)), reason);
    }

    private static TNew Becomes<TOld, TNew>(TOld value)
    {
        var codec = Trip.Codecs.ForSchema<TNew>(Trip.Codecs.For<TOld>().Schema, out var reason);
        Assert.Null(reason);
        return Trip.Read(codec!, Trip.Bytes(value));
    }

    private sealed record V1(int A, string? Dropped, short B, int[]? List);

    private sealed record V2(string? Added, long B, long A, Guid? AlsoAdded);

    private sealed record PositionClass(double X, double Y);

    private sealed class Tree2
    {
        public long Value { get; set; }

        public Tree2? Left { get; set; }
    }

    private sealed class Little
    {
        public int Kept { get; set; }
    }

    private sealed class Everything
    {
        public Tree? Tree { get; set; }

        public HashSet<string>? Set { get; set; }

        public SortedDictionary<string, List<int>>? Sorted { get; set; }

        public Dictionary<int, (long, decimal)>? Map { get; set; }

        public BigInteger Number { get; set; }

        public Uri? Address { get; set; }

        public Version? Version { get; set; }

        public Packed? Packed { get; set; }

        public string? Text { get; set; }

        public Guid? Maybe { get; set; }

        public Nothing? Nothing { get; set; }

        public int Kept { get; set; }
    }
}
