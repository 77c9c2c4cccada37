using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Planning.Explain;

/// <summary>Constants as C# writes them; those that C# cannot write by what they are of.</summary>
internal static class Literals
{
    public static string Of(ConstantExpression node, Func<Type, string> nameOf) => node.Value switch
    {
        null => "null",
        string text => $"\"{Escaped(text)}\"",
        char character => $"'{character}'",
        bool flag => flag ? "true" : "false",
        Type type => $"typeof({nameOf(type)})",
        Enum value => $"{nameOf(value.GetType())}.{value}",
        IFormattable value when IsWritten(Nullable.GetUnderlyingType(node.Type) ?? node.Type) => value.ToString(null, CultureInfo.InvariantCulture),
        _ when node.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) => "captured",
        _ => nameOf(node.Type),
    };

    private static bool IsWritten(Type type) => type.IsPrimitive || type == typeof(decimal) || type == typeof(TimeSpan);

    // So that no text can end its own literal and go on as an expression.
    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
}
