using System.Collections.Immutable;
using Linq.Streaming.Execution.Serialization;

namespace Execution.Tests.Serialization;

/// <summary>The schemas as constants: were one to change, what an earlier version has written would have to be read as another type's.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData(typeof(int), "i32")]
    [InlineData(typeof(Weekday), "u8")]
    [InlineData(typeof(Weekday?), "u8?")]
    [InlineData(typeof(string), "string")]
    [InlineData(typeof(string[]), "[string]")]
    [InlineData(typeof(List<int?>), "[i32?]")]
    [InlineData(typeof(ImmutableArray<DateTime>), "[datetime]")]
    [InlineData(typeof(HashSet<Guid>), "set[guid]")]
    [InlineData(typeof(SortedSet<string>), "sortedset[string]")]
    [InlineData(typeof(Dictionary<string, List<decimal>>), "map[string,[decimal]]")]
    [InlineData(typeof(SortedDictionary<DateOnly, Half>), "sortedmap[date,f16]")]
    [InlineData(typeof(ValueTuple<int, string>), "{Item1:i32,Item2:string}")]
    [InlineData(typeof(Tuple<int>), "{Item1:i32}?")]
    [InlineData(typeof(KeyValuePair<int, bool>), "{Key:i32,Value:bool}")]
    [InlineData(typeof(Order), "{Id:i32,Customer:string,Price:decimal,Lines:[{Sku:string,Amount:f64,Day:u8?}?]}?")]
    [InlineData(typeof(Position?), "{X:f64,Y:f64}?")]
    [InlineData(typeof((Position, Position)), "{Item1:{X:f64,Y:f64},Item2:#1}")]
    [InlineData(typeof(Reading), "{Time:i64,_value:f32}")]
    [InlineData(typeof(Dog), "{Name:string,Name\\00232:string,Age:i32}?")]
    [InlineData(typeof(Tree), "{Value:i32,Left:#0?,Others:[#0?]}?")]
    [InlineData(typeof(First), "{Next:{Back:#0?,Number:i32}?}?")]
    [InlineData(typeof(Second), "{Back:{Next:#0?}?,Number:i32}?")]
    [InlineData(typeof(Nothing), "{}?")]
    public void A_schema_names_members_and_scalars_and_no_types(Type type, string schema)
    {
        Assert.Equal(schema, Trip.Codecs.For(type).Schema);
        Assert.Equal(schema, SchemaText.Of(SchemaParser.TryParse(schema)!));
    }

    [Fact]
    public void A_schema_has_the_same_number_in_every_process() =>
        Assert.Equal<ulong>([12314665321468146593, 7925520651642682909], [Trip.Codecs.For<int>().SchemaId, Trip.Codecs.For<Order>().SchemaId]);

    [Fact]
    public void Every_kind_of_scalar_has_its_own_name() => Assert.Equal(ScalarKinds.All.Count, ScalarKinds.ByKind.Count);

    [Theory]
    [InlineData("")]
    [InlineData("i33")]
    [InlineData("{A:i32")]
    [InlineData("{A}")]
    [InlineData("{A:#0}")]
    [InlineData("{A:{B:#0}}")]
    [InlineData("#0")]
    [InlineData("[i32,i32]")]
    [InlineData("map[i32]")]
    [InlineData("list[i32]")]
    [InlineData("i32]")]
    [InlineData("{A\\00:i32}")]
    public void What_is_no_schema_is_told(string text)
    {
        Assert.Null(SchemaParser.TryParse(text));
        Assert.Null(Trip.Codecs.ForSchema<Order>(text, out var reason));
        Assert.Equal($"'{text}' is no schema that this version knows.", reason);
    }

    [Fact]
    public void A_schema_of_many_brackets_is_refused() => Assert.Null(SchemaParser.TryParse(new string('[', 100_000)));
}
