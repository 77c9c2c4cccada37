using System.Collections.Frozen;
using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Code;

/// <summary>Names of variables and labels: those of the tree, numbered where they were given before.</summary>
/// <remarks>No name is given twice in a method, so that blocks need no braces to keep their variables apart.</remarks>
internal sealed class CodeNames
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do",
        "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int",
        "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw",
        "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while");

    private readonly HashSet<string> _given = [];
    private readonly Dictionary<ParameterExpression, string> _variables = [];
    private readonly Dictionary<LabelTarget, string> _labels = [];

    /// <summary>A name like <paramref name="name"/> that has not been given.</summary>
    public string Fresh(string? name)
    {
        var stem = Identifier(name);
        var fresh = stem;
        for (var i = 2; !_given.Add(fresh); i++)
        {
            fresh = $"{stem}{i}";
        }

        return Keywords.Contains(fresh) ? $"@{fresh}" : fresh;
    }

    /// <summary>Gives <paramref name="variable"/> a name of its own, also when it has been declared before.</summary>
    public string Declare(ParameterExpression variable) => _variables[variable] = Fresh(variable.Name);

    /// <summary>What <paramref name="variable"/> stands for, for by-reference parameters of inlined lambdas.</summary>
    public void Alias(ParameterExpression variable, string text) => _variables[variable] = text;

    public string Of(ParameterExpression variable) => _variables.TryGetValue(variable, out var name) ? name : Declare(variable);

    public string Of(LabelTarget label)
    {
        if (!_labels.TryGetValue(label, out var name))
        {
            name = Fresh(label.Name ?? "done");
            _labels.Add(label, name);
        }

        return name;
    }

    private static string Identifier(string? name)
    {
        var letters = name is null || TypeNames.IsCompilerMade(name) ? "t" : string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c == '_'));
        return letters.Length == 0 || char.IsDigit(letters[0]) ? $"_{letters}" : letters;
    }
}
