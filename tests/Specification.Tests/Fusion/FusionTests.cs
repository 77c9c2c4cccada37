using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Aggregates;
using Specification.Tests.Properties;

namespace Specification.Tests.Fusion;

/// <summary>Every operator fused into loops gives what it gives as a delegate of its own, called for rows that are all made.</summary>
[Trait("Pass", "fused")]
public sealed class FusionTests
{
    private static readonly int[] Partitions = [1, 2, 7];

    private static readonly FusionCase[] Cases = All(captured: 3);

    private static readonly Gen<Row[]?[]> Batches = Gen.Frequency((9, Rows.All.Array[0, 9].Select(rows => (Row[]?)rows)), (1, Gen.Const(() => (Row[]?)null))).Array[1, 6];

    public static TheoryData<string> Names => [.. Cases.Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fused_loops_give_what_delegates_give(string name) => Gen.Select(Batches, Batches, Gen.Int[0, 2], Gen.Int[-2, 4]).Sample(
        (first, second, partitions, captured) =>
        {
            var test = All(captured).Single(test => test.Name == name);
            var options = new StreamTestOptions { Partitions = Partitions[partitions], Optimize = false };
            var unfused = options with { IsUnfused = true };
            Assert.Equal(test.Run(first, second, unfused, RowOrder.Kept), test.Run(first, second, options, RowOrder.Kept));
            Assert.Equal(test.Run(first, second, unfused, RowOrder.Unspecified), test.Run(first, second, options with { Optimize = true }, RowOrder.Unspecified));
        },
        iter: 2,
        threads: 1);

    [Fact]
    public void Every_operator_is_among_the_cases()
    {
        var exercised = Cases.SelectMany(test => Expanders(test)).Select(expander => expander.GetType()).ToHashSet();
        var operators = typeof(StreamExpander).Assembly.GetTypes().Where(type => type.IsDefined(typeof(ExpandsAttribute), inherit: false));

        Assert.Equal([], operators.Where(type => !exercised.Contains(type)));
    }

    [Fact]
    public void Every_aggregate_is_among_the_cases()
    {
        var exercised = Cases.SelectMany(test => Expanders(test)).SelectMany(Aggregates).Select(function => function.GetType()).ToHashSet();
        var functions = typeof(AggregateFunction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AggregateFunction)) && !type.IsAbstract);

        Assert.Equal([], functions.Where(type => !exercised.Contains(type)));
    }

    private static FusionCase[] All(int captured) => [.. RowCases.All(captured), .. GroupCases.All(captured), .. WindowCases.All(captured), .. JoinCases.All(captured)];

    private static IEnumerable<StreamExpander> Expanders(FusionCase test) => [.. test.Expanders(optimize: true), .. test.Expanders(optimize: false)];

    private static IEnumerable<AggregateFunction> Aggregates(StreamExpander expander) => expander.Template.GetType().GetProperties()
        .Where(property => property.PropertyType == typeof(Aggregation))
        .SelectMany(property => ((Aggregation)property.GetValue(expander.Template)!).Calls)
        .Select(call => call.Function);
}
