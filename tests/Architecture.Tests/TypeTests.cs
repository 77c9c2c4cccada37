using System.Reflection;
using Linq.Streaming;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scattering;
using Linq.Streaming.Planning.Binding;
using Linq.Streaming.Planning.Graph;

namespace Architecture.Tests;

/// <summary>What every type, operator and template has.</summary>
public sealed class TypeTests
{
    // Members of streams that are no operators: they register outputs, explain, or only change the static type.
    private static readonly HashSet<string> NotPlanned = ["ForEachBatch", "Print", "ToObservable", "ToBatchObservable", "ToAsyncEnumerable", "WriteTo", "Explain"];

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() => Assert.DoesNotContain(
        Repository.Assemblies.SelectMany(Repository.WrittenTypes), type => type is { IsClass: true, IsSealed: false, IsAbstract: false });

    [Fact]
    public void Every_operator_has_a_binder() => Assert.Subset(QueryBinder.KnownOperators.ToHashSet(), Operators());

    [Fact]
    public void Every_binder_binds_an_operator() => Assert.Subset(Operators(), QueryBinder.KnownOperators.ToHashSet());

    [Fact]
    public void Everything_else_on_streams_gives_no_stream() => Assert.All(
        Methods().Where(method => NotPlanned.Contains(method.Name)),
        method => Assert.False(typeof(IStreamQueryable).IsAssignableFrom(method.ReturnType)));

    [Fact]
    public void Every_template_has_one_expander_and_every_expander_a_template()
    {
        var templates = Concrete<DStream>(Repository.Planner).Where(type => type != typeof(OutputDStream));
        var expanded = Repository.Execution.GetTypes().Select(type => type.GetCustomAttribute<ExpandsAttribute>()?.Template).OfType<Type>();

        Assert.Equal(templates.Select(type => type.Name).Order(), expanded.Select(type => type.Name).Order());
    }

    [Fact]
    public void Every_expander_of_a_stream_of_the_graph_says_what_it_expands() => Assert.All(
        Concrete<StreamExpander>(Repository.Execution).Where(type => !typeof(ScatteredRowsExpander).IsAssignableFrom(type)), type => Assert.NotNull(type.GetCustomAttribute<ExpandsAttribute>()));

    [Fact]
    public void Every_binder_says_what_it_binds() => Assert.All(
        Concrete<OperatorBinder>(Repository.Planner), type => Assert.NotNull(type.GetCustomAttribute<BindsAttribute>()));

    private static IEnumerable<Type> Concrete<T>(Assembly assembly) => assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(StreamQueryable).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static HashSet<string> Operators() => [.. Methods().Select(method => method.Name).Where(name => !NotPlanned.Contains(name))];
}
