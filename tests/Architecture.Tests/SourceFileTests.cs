using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>How source files are laid out.</summary>
public sealed partial class SourceFileTests
{
    private const int MostLines = 500;

    public static TheoryData<string> Projects => new("src/Linq.Streaming", "src/Planner", "src/Execution", "src/Linq.Streaming.Testing", "src/Connectors.Postgres", "src/Connectors.Kafka", "src/Connectors.Kafka.Testing");

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_file_is_longer_than_500_lines(string project) =>
        Assert.All(Repository.Sources(project), file => Assert.InRange(File.ReadLines(file).Count(), 1, MostLines));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_public_type_has_a_file_of_its_own_name(string project) => Assert.All(Repository.Sources(project), file =>
    {
        var types = PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        if (types.Length > 0)
        {
            Assert.Equal([TypeNamedBy(file)], types);
        }
    });

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_are_file_scoped_and_nothing_is_left_to_do(string project) => Assert.All(Repository.Sources(project), file =>
    {
        var text = File.ReadAllText(file);
        Assert.Matches(FileScopedNamespace(), text);
        Assert.DoesNotMatch(Unfinished(), text);
    });

    // StreamContext.Sources.cs is a part of StreamContext; IStateStore{TKey,TValue}.cs is the generic IStateStore.
    private static string TypeNamedBy(string file) => Path.GetFileName(file).Split('.', '{')[0];

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref) )*(?:class|struct|interface|enum|record struct|record class|record|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex FileScopedNamespace();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Unfinished();
}
