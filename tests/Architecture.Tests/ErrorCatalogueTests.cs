using System.Reflection;
using System.Text.RegularExpressions;
using Linq.Streaming;

namespace Architecture.Tests;

/// <summary>One code, one factory, one page, at least one test.</summary>
public sealed partial class ErrorCatalogueTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "errors");

    private static readonly IReadOnlyDictionary<string, string> Codes = Factories().ToDictionary(factory => factory.Name, CodeOf);

    [Fact]
    public void Every_code_has_the_form_LS_and_four_digits() => Assert.All(Codes.Values, code => Assert.Matches(CodeForm(), code));

    [Fact]
    public void Every_code_belongs_to_one_error() => Assert.Equal(Codes.Count, Codes.Values.Distinct().Count());

    [Fact]
    public void Every_code_has_a_page_with_its_title_an_example_and_advice() => Assert.All(Codes.Values, code =>
    {
        var page = File.ReadAllText(Path.Combine(Pages, $"{code}.md"));
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Contains("## Example", page, StringComparison.Ordinal);
        Assert.Contains("## What to do", page, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_page_is_of_a_code_and_in_the_index()
    {
        var index = File.ReadAllText(Path.Combine(Pages, "README.md"));
        var pages = Directory.EnumerateFiles(Pages, "LS*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).ToArray();

        Assert.Equal(Codes.Values.Order(), pages.Order());
        Assert.All(pages, page => Assert.Contains($"[{page}]({page}.md)", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_is_named_in_a_test()
    {
        var named = Repository.Sources("tests").SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();

        Assert.Empty(Codes.Values.Except(named));
    }

    [Fact]
    public void Every_factory_is_used()
    {
        var sources = string.Concat(Repository.Sources("src").Select(File.ReadAllText));

        Assert.All(Codes.Keys, factory => Assert.Contains($"StreamErrors.{factory}(", sources, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_says_more_than_its_parameters() => Assert.All(Factories(), factory =>
    {
        var error = (StreamDiagnostic)factory.Invoke(null, Samples(factory))!;
        Assert.True(error.Message.Length > 10, error.Message);
        Assert.StartsWith($"{error.Code}: {error.Message}", error.ToString(), StringComparison.Ordinal);
    });

    private static IEnumerable<MethodInfo> Factories() => typeof(StreamErrors)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => method.ReturnType == typeof(StreamDiagnostic));

    private static string CodeOf(MethodInfo factory) => ((StreamDiagnostic)factory.Invoke(null, Samples(factory))!).Code;

    private static object?[] Samples(MethodInfo factory) => [.. factory.GetParameters().Select(parameter => Sample(parameter.ParameterType))];

    private static object Sample(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(Type) ? typeof(int)
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(2)
        : Activator.CreateInstance(type)!;

    [GeneratedRegex(@"^LS\d{4}$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"LS\d{4}")]
    private static partial Regex Code();
}
