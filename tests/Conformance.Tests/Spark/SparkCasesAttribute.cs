using System.Reflection;
using Xunit.Sdk;

namespace Conformance.Tests.Spark;

/// <summary>Gives a theory the ids of cases: those that begin with a prefix, or one exactly, and that have the field <see cref="Having"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SparkCasesAttribute(params string[] ids) : DataAttribute
{
    /// <summary>A field that the case must have.</summary>
    public string? Having { get; init; }

    /// <summary>A field that the case must not have.</summary>
    public string? Without { get; init; }

    public IEnumerable<string> Ids => SparkCase.All.Values
        .Where(item => ids.Any(id => id.EndsWith('*') ? item.Id.StartsWith(id[..^1], StringComparison.Ordinal) : item.Id == id))
        .Where(item => (Having is null || item.Has(Having)) && (Without is null || !item.Has(Without)))
        .Select(item => item.Id)
        .Where(id => !CasesNotRun.Reasons.ContainsKey(id));

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Ids.Select(id => new object[] { id });
}
