using System.Globalization;
using System.Numerics;
using Linq.Streaming;
using Linq.Streaming.Execution.Keys;

namespace Execution.Tests.Keys;

/// <summary>The hashes as constants: were one to change, another process or version would look for state in the wrong place.</summary>
public sealed class StableHashTests
{

    [Fact]
    public void Hashes_are_the_same_in_every_process_and_version()
    {
        string[] actual =
        [
            Line("bool", true), Line("int 0", 0), Line("int -1", -1), Line("long -1", -1L), Line("byte 7", (byte)7), Line("char", 'x'),
            Line("Int128", Int128.MinValue), Line("double", 1.5), Line("float", 1.5f), Line("Half", (Half)1.5), Line("NaN", double.NaN),
            Line("decimal", 12.50m), Line("decimal max", decimal.MaxValue), Line("BigInteger", BigInteger.Pow(7, 99)),
            Line("string", "Lufthansa"), Line("empty", ""), Line("null", (string?)null), Line("Guid", new Guid("00112233-4455-6677-8899-aabbccddeeff")),
            Line("DateTime", new DateTime(2024, 2, 29)), Line("DateTimeOffset", new DateTimeOffset(2024, 2, 29, 1, 0, 0, TimeSpan.FromHours(1))),
            Line("TimeSpan", TimeSpan.FromSeconds(1)), Line("DateOnly", new DateOnly(2024, 2, 29)), Line("TimeOnly", new TimeOnly(1, 2)),
            Line("enum", Size.Small), Line("int?", (int?)5), Line("int? null", (int?)null), Line("(int, string)", (1, "a")),
            Line("8-tuple", (1, 2, 3, 4, 5, 6, 7, 8)), Line("Tuple", Tuple.Create(1, "a")), Line("KeyValuePair", KeyValuePair.Create(1, "a")),
            Line("record", new Flight("LH", 400)), Line("record struct", new Point(1, 2)), Line("anonymous", new { B = 1, A = "a" }),
            Line("struct", new BareFields { A = 1, B = "a" }),
        ];

        Assert.Equal(Pinned.ReplaceLineEndings("\n"), string.Join('\n', actual));
    }

    [Fact]
    public void Members_count_in_their_order()
    {
        Assert.NotEqual(Hash((1, 2)), Hash((2, 1)));
        Assert.NotEqual(Hash(("", "a")), Hash(("a", "")));
        Assert.NotEqual(Hash(((int?)null, (int?)0)), Hash(((int?)0, (int?)null)));
    }

    [Fact]
    public void A_derived_record_is_refused_when_it_turns_up()
    {
        var error = Assert.Throws<StreamQueryException>(() => Hash<Flight>(new CharterFlight("LH", 1, true)));
        Assert.Equal("LS1202", error.Code);
        Assert.Equal([typeof(CharterFlight), typeof(Flight)], error.Parameters);
    }

    [Fact]
    public void A_type_that_may_not_be_a_key_is_refused()
    {
        var error = Assert.Throws<StreamQueryException>(() => StableHash.For<(int, Uri)>(KeyCodecs.None));
        Assert.Equal("LS1201", error.Code);
        Assert.Equal(typeof((int, Uri)), error.Parameters[0]);
    }

    [Fact]
    public void A_codec_hashes_its_type_and_members_of_it_but_never_null()
    {
        var codecs = KeyCodecs.None.Add(new UriCodec());
        var hash = StableHash.For<(int, Uri?)>(codecs);
        Assert.Equal(hash((1, new("http://HOST/"))), hash((1, new("http://host/"))));
        Assert.NotEqual(hash((1, new("http://host/"))), hash((1, null)));
        Assert.Same(hash, StableHash.For<(int, Uri?)>(codecs));
        Assert.False(KeyCodecs.None.Has(typeof(Uri)));
        Assert.Throws<ArgumentException>(() => codecs.Add(new UriCodec()));
    }

    [Fact]
    public void Counting_keys_spread_evenly_over_key_groups_and_partitions()
    {
        var groups = new int[KeyGroups.Count];
        for (var key = 0; key < 128_000; key++)
        {
            groups[KeyGroups.Of(Hash(key))]++;
        }

        Assert.All(groups, count => Assert.InRange(count, 800, 1200));
        foreach (var partitions in (int[])[1, 2, 3, 7, 128])
        {
            var owned = Enumerable.Range(0, KeyGroups.Count).Select(group => KeyGroups.PartitionOf(group, partitions)).ToList();
            Assert.Equal(owned.Order(), owned);
            Assert.Equal(Enumerable.Range(0, partitions), owned.Distinct());
            var sizes = owned.CountBy(partition => partition).Select(size => size.Value).ToList();
            Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        }
    }

    private static ulong Hash<T>(T key) => StableHash.For<T>(KeyCodecs.None)(key);

    private static string Line<T>(string name, T key) => string.Create(CultureInfo.InvariantCulture, $"{name}: {Hash(key):X16}");

    private const string Pinned = """
        bool: 5692161D100B05E5
        int 0: 0000000000000000
        int -1: B4D055FCF2CBBD7B
        long -1: B4D055FCF2CBBD7B
        byte 7: 12AE30237B17DF14
        char: 178631649EA56D8A
        Int128: 0EF811E6EEBD36DA
        double: E72B41D4576E3468
        float: E72B41D4576E3468
        Half: E72B41D4576E3468
        NaN: 469BF2DCC1AA179B
        decimal: 703AF5DF7F7DB116
        decimal max: 6A084DADDA9BE660
        BigInteger: F3FF07F143DB4A12
        string: D798E40AA2A7D615
        empty: 2D06800538D394C2
        null: D6E8FEB86659FD93
        Guid: C56CDE21E711BF96
        DateTime: 77863E32CB4DFCCF
        DateTimeOffset: 77863E32CB4DFCCF
        TimeSpan: 9A50CF3A7FDD0DFC
        DateOnly: CD4F83A9F39DA78F
        TimeOnly: AEFF18670AC2AE6D
        enum: B2647E0EC6567475
        int?: B6BF613DBEBB45DC
        int? null: D6E8FEB86659FD93
        (int, string): 977274CC52951AEE
        8-tuple: 311966687C711859
        Tuple: 977274CC52951AEE
        KeyValuePair: 977274CC52951AEE
        record: EDE8E9CA2B7A3F42
        record struct: C306C63FA92ACF85
        anonymous: 02D7001AAF8E476A
        struct: 977274CC52951AEE
        """;

    private sealed class UriCodec : IKeyCodec<Uri>
    {
        public ulong Hash(Uri key) => (ulong)key.AbsoluteUri.Length;
    }
}
