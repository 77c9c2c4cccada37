using System.Reflection;
using System.Runtime.CompilerServices;
using CsCheck;
using Xunit.Abstractions;

namespace Conformance.Tests.Incremental;

/// <summary>How many random cases a property is checked with.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GeneratedCasesAttribute(int count) : Attribute
{
    /// <summary>All of them where <c>LINQSTREAM_CASES</c> is <c>all</c>; else half, or a good third where a run has many cases and takes long.</summary>
    public int Count => Environment.GetEnvironmentVariable("LINQSTREAM_CASES") == "all" ? count : Share(count / PerRun, PerRun == 1 ? 50 : 36) * PerRun;

    /// <summary>How many of them one run of a query goes through, one after the other.</summary>
    public int PerRun { get; init; } = 1;

    private static int Share(int runs, int percent) => ((runs * percent) + 99) / 100;
}

/// <summary>Checks properties with as many cases as their attribute says. A failure prints the seed and the smallest case found.</summary>
internal static class GeneratedCases
{
    public static void Check<T>(this object properties, Gen<T> cases, Action<T> property, [CallerMemberName] string name = "") =>
        cases.Sample(property, iter: RunsOf(properties.GetType().GetMethod(name)!), print: item => item!.ToString()!);

    /// <summary>The cases of all properties of this project whose type's namespace starts with <paramref name="below"/>.</summary>
    public static IReadOnlyList<(string Name, int Count)> Below(string below) => [.. typeof(GeneratedCases).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith(below, StringComparison.Ordinal) == true)
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(GeneratedCasesAttribute)))
        .Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", Of(method).Count))];

    private static int RunsOf(MethodInfo method) => Of(method) is var cases && cases.Count % cases.PerRun == 0
        ? cases.Count / cases.PerRun
        : throw new InvalidOperationException($"{method.Name}: {cases.Count} cases are no whole number of runs of {cases.PerRun}.");

    private static GeneratedCasesAttribute Of(MethodInfo method) => method.GetCustomAttribute<GeneratedCasesAttribute>()!;
}

public sealed class GeneratedCasesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Conformance.Tests.Incremental Conformance.Tests.Joins Conformance.Tests.State")]
    [InlineData("Conformance.Tests.EventTime Conformance.Tests.SoFar")]
    public void There_are_at_least_ten_thousand_generated_cases(string namespaces)
    {
        var all = namespaces.Split(' ').SelectMany(GeneratedCases.Below).ToArray();
        foreach (var (name, count) in all)
        {
            output.WriteLine($"{count,6} {name}");
        }

        output.WriteLine($"{all.Sum(property => property.Count),6} in all");
        Assert.InRange(all.Sum(property => property.Count), 10_000, int.MaxValue);
    }
}
