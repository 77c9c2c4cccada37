using Linq.Streaming.Planning.Explain;

namespace Planner.Tests.Explain;

public sealed class TypeNamesTests
{
    [Theory]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(string), "string")]
    [InlineData(typeof(long?), "long?")]
    [InlineData(typeof(int[]), "int[]")]
    [InlineData(typeof(int[,]), "int[,]")]
    [InlineData(typeof(int[][]), "int[][]")]
    [InlineData(typeof(TimeSpan), "TimeSpan")]
    [InlineData(typeof(Dictionary<string, List<double>>), "Dictionary<string, List<double>>")]
    [InlineData(typeof((int, DateTime?)), "ValueTuple<int, DateTime?>")]
    [InlineData(typeof(Nested), "Nested")]
    public void Types_are_named_as_in_CSharp(Type type, string name) => Assert.Equal(name, TypeNames.Of(type));

    [Theory]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(List<TimeSpan>), "System.Collections.Generic.List<System.TimeSpan>")]
    [InlineData(typeof(Nested), "Planner.Tests.Explain.TypeNamesTests.Nested")]
    [InlineData(typeof(Dictionary<int, string>.KeyCollection), "System.Collections.Generic.Dictionary.KeyCollection<int, string>")]
    public void Full_names_have_namespaces_and_outer_types(Type type, string name) => Assert.Equal(name, TypeNames.FullOf(type));

    [Fact]
    public void Anonymous_types_are_their_structure()
    {
        var type = new { Id = 1, At = default(TimeSpan), Inner = new { Name = "" } }.GetType();

        Assert.Equal("{int Id, TimeSpan At, {string Name} Inner}", TypeNames.Of(type));
        Assert.Equal("{int Id, System.TimeSpan At, {string Name} Inner}", TypeNames.FullOf(type));
    }

    private sealed class Nested;
}
