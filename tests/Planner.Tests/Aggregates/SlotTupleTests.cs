using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;

namespace Planner.Tests.Aggregates;

public sealed class SlotTupleTests
{
    [Theory]
    [InlineData(0, typeof(ValueTuple))]
    [InlineData(1, typeof(ValueTuple<int>))]
    [InlineData(7, typeof((int, int, int, int, int, int, int)))]
    [InlineData(9, typeof((int, int, int, int, int, int, int, int, int)))]
    public void Slots_are_items_of_a_tuple(int count, Type type) =>
        Assert.Equal(type, SlotTuple.TypeOf([.. Enumerable.Repeat(typeof(int), count)]));

    [Fact]
    public void Items_beyond_the_seventh_are_read_from_the_rest()
    {
        var tuple = Expression.Parameter(typeof((int, int, int, int, int, int, int, int, int)), "t");

        Assert.Equal("t.Item7", SlotTuple.Slot(tuple, 6).ToString());
        Assert.Equal("t.Rest.Item2", SlotTuple.Slot(tuple, 8).ToString());
    }
}
