using System.Reflection;
using System.Runtime.CompilerServices;
using CsCheck;
using Xunit.Abstractions;

namespace Conformance.Tests.Incremental;

/// <summary>How many random cases a property is checked with.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GeneratedCasesAttribute(int count) : Attribute
{
    public int Count => count;
}

/// <summary>Checks properties with as many cases as their attribute says. A failure prints the seed and the smallest case found.</summary>
internal static class GeneratedCases
{
    public static void Check<T>(this object properties, Gen<T> cases, Action<T> property, [CallerMemberName] string name = "") =>
        cases.Sample(property, iter: CountOf(properties.GetType().GetMethod(name)!), print: item => item!.ToString()!);

    /// <summary>The cases of all properties of this project.</summary>
    public static IEnumerable<(string Name, int Count)> All => typeof(GeneratedCases).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.IsDefined(typeof(GeneratedCasesAttribute)))
        .Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", CountOf(method)));

    private static int CountOf(MethodInfo method) => method.GetCustomAttribute<GeneratedCasesAttribute>()!.Count;
}

public sealed class GeneratedCasesTests(ITestOutputHelper output)
{
    [Fact]
    public void There_are_at_least_ten_thousand_generated_cases()
    {
        foreach (var (name, count) in GeneratedCases.All)
        {
            output.WriteLine($"{count,6} {name}");
        }

        output.WriteLine($"{GeneratedCases.All.Sum(property => property.Count),6} in all");
        Assert.InRange(GeneratedCases.All.Sum(property => property.Count), 10_000, int.MaxValue);
    }
}
