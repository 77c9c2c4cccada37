using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Linq.Streaming.Execution.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Linq.Streaming.Execution.Code;

/// <summary>Compiles methods with Roslyn, with their text and symbols beside them. Nothing of Roslyn is loaded before the first call.</summary>
/// <remarks>
/// What is loaded stays loaded, so that a text is compiled once in a process. Generated code may name what is not public: the compiler is told to
/// overlook it by a flag that it does not publish, and the runtime by an attribute that it knows by name.
/// </remarks>
internal static class CodeCompiler
{
    private const string AssemblyName = "LinqStream.Stages";
    private const uint IgnoreAccessibility = 1 << 22;

    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<string, MethodInfo> Known = [];
    private static readonly CodeReferences References = new();
    private static object? _compilation;
    private static int _count;

    /// <summary>The delegate of each method, or why there is none.</summary>
    public static IReadOnlyList<(Action<TaskFrame>? Run, string? Failure)> Compile(IReadOnlyList<CodeMethod> methods)
    {
        var failures = new Dictionary<string, string>();
        var added = methods.DistinctBy(Key).Where(method => !Known.ContainsKey(Key(method))).ToList();
        while (added.Count > 0 && TryCompile(added) is { } failed)
        {
            foreach (var (method, reason) in failed)
            {
                failures[Key(method)] = reason;
                added.Remove(method);
            }
        }

        return [.. methods.Select(method => failures.TryGetValue(Key(method), out var reason) ? (null, reason) : ((Action<TaskFrame>?)Close(method), (string?)null))];
    }

    // One text may name types of different assemblies.
    private static string Key(CodeMethod method) =>
        string.Concat(method.Assemblies.Select(assembly => assembly.ManifestModule.ModuleVersionId).Order().Select(id => id + "\n")) + method.Text;

    private static Action<TaskFrame> Close(CodeMethod method)
    {
        var code = Known[Key(method)];
        return (code.IsGenericMethod ? code.MakeGenericMethod([.. method.TypeArguments]) : code).CreateDelegate<Action<TaskFrame>>(method.Constants);
    }

    // Those that do not compile, and why; null when all do.
    private static List<(CodeMethod Method, string Reason)>? TryCompile(List<CodeMethod> methods)
    {
        var first = Interlocked.Add(ref _count, methods.Count) - methods.Count;
        var trees = methods.Select((method, i) => Parse(Source(method, $"Stage{first + i}"), $"LinqStream/{first + i}.{method.Name}.cs")).ToArray();
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = Base(methods).AddSyntaxTrees(trees).Emit(
            code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            embeddedTexts: trees.Select(tree => EmbeddedText.FromSource(tree.FilePath, tree.GetText())));
        if (!result.Success)
        {
            return Failures(methods, trees, [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
        }

        (code.Position, symbols.Position) = (0, 0);
        var assembly = References.Load(code, symbols);
        for (var i = 0; i < methods.Count; i++)
        {
            Known.TryAdd(Key(methods[i]), assembly.GetType($"Stage{first + i}", throwOnError: true)!.GetMethod(methods[i].Name, BindingFlags.Static | BindingFlags.NonPublic)!);
        }

        return null;
    }

    private static List<(CodeMethod Method, string Reason)> Failures(List<CodeMethod> methods, SyntaxTree[] trees, Diagnostic[] errors)
    {
        var failed = new List<(CodeMethod Method, string Reason)>();
        for (var i = 0; i < trees.Length; i++)
        {
            if (Array.Find(errors, error => error.Location.SourceTree == trees[i]) is { } error)
            {
                failed.Add((methods[i], $"{error.Id} at line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
            }
        }

        return failed.Count > 0 ? failed : [.. methods.Select(method => (method, errors[0].ToString()))];
    }

    // Compilations with the same references share what has been read of them.
    private static CSharpCompilation Base(List<CodeMethod> methods)
    {
        lock (Gate)
        {
            var isNew = false;
            foreach (var assembly in methods.SelectMany(method => method.Assemblies).Append(typeof(object).Assembly).Distinct())
            {
                isNew |= References.Add(assembly);
            }

            if (isNew || _compilation is null)
            {
                _compilation = CSharpCompilation.Create(AssemblyName, [Parse(Access(), "LinqStream/Access.cs")], References.Metadata, Options());
            }

            return (CSharpCompilation)_compilation;
        }
    }

    private static CSharpCompilationOptions Options()
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, metadataImportOptions: MetadataImportOptions.All, concurrentBuild: false);
        var flags = typeof(CSharpCompilationOptions).GetProperty("TopLevelBinderFlags", BindingFlags.Instance | BindingFlags.NonPublic);
        flags?.SetValue(options, Enum.ToObject(flags.PropertyType, IgnoreAccessibility));
        return options;
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest), path);

    private static string Source(CodeMethod method, string name)
    {
        var lines = new CodeLines();
        lines.Add("// A stage of a stream query, as it runs with StreamOptions.DebugStages.");
        lines.Add("#pragma warning disable");
        lines.AddBlock($"internal static class {name}", () => lines.AddText(method.Text));
        return lines.ToString();
    }

    private static string Access() =>
        string.Concat(References.Names.Select(name => $"[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo(\"{name}\")]\n")) + """
        namespace System.Runtime.CompilerServices
        {
            [System.AttributeUsage(System.AttributeTargets.Assembly, AllowMultiple = true)]
            internal sealed class IgnoresAccessChecksToAttribute : System.Attribute
            {
                public IgnoresAccessChecksToAttribute(string assemblyName)
                {
                }
            }
        }

        """;
}
