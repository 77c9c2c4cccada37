using System.Text;

namespace Linq.Streaming.Connectors.Postgres.Naming;

/// <summary>Names in SQL text. Every name goes through here, so that none of them can be anything but a name.</summary>
internal static class SqlName
{
    /// <summary>How the sink's own names begin; no other may.</summary>
    public const string Reserved = "linqstream_";

    // The server cuts longer names off without an error.
    private const int MostBytes = 63;

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string QuoteAll(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>The name, if PostgreSQL can have it.</summary>
    public static string Checked(string name, string parameter) => Fault(name) is { } fault ? throw new ArgumentException(fault, parameter) : name;

    /// <summary>Why there can be no column or table of this name; null where there can.</summary>
    public static string? Fault(string name) =>
        name.Length == 0 ? "A name in PostgreSQL cannot be empty."
        : name.Contains('\0', StringComparison.Ordinal) ? "A name in PostgreSQL cannot contain the character 0."
        : Encoding.UTF8.GetByteCount(name) > MostBytes ? $"The name '{name}' has more than the {MostBytes} bytes that PostgreSQL keeps of a name."
        : name.StartsWith(Reserved, StringComparison.Ordinal) ? $"Names that begin with '{Reserved}' are the sink's own."
        : null;
}
