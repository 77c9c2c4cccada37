using System.Reflection;

namespace Conformance.Tests.Spark;

public sealed class CoverageTests
{
    private static readonly string[] Run =
    [
        .. typeof(CoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<SparkCasesAttribute>())
            .SelectMany(cases => cases?.Ids ?? []),
    ];

    [Fact]
    public void Every_case_of_the_file_is_run_or_listed_with_a_reason() =>
        Assert.Empty(SparkCase.All.Keys.Except(Run).Except(CasesNotRun.Reasons.Keys));

    [Fact]
    public void No_case_is_run_twice() => Assert.Equal(Run.Distinct().Order(), Run.Order());

    [Fact]
    public void Only_cases_of_the_file_are_listed() => Assert.Empty(CasesNotRun.Reasons.Keys.Except(SparkCase.All.Keys));
}
