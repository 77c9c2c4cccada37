using System.Text;

namespace Linq.Streaming.Connectors.Postgres.Naming;

/// <summary>A table's name; without a schema it means what the search path says.</summary>
internal readonly record struct TableName(string? Schema, string Name)
{
    /// <summary>Reads <c>table</c>, <c>schema.table</c> and either part in double quotes, inside which two of them stand for one.</summary>
    public static TableName Parse(string text, string parameter)
    {
        var parts = new List<string>();
        for (var at = 0; at <= text.Length; at++)
            parts.Add(SqlName.Checked(ReadPart(text, ref at, parameter), parameter));

        return parts switch
        {
            [var name] => new TableName(null, name),
            [var schema, var name] => new TableName(schema, name),
            _ => throw new ArgumentException($"'{text}' has {parts.Count} parts. A table is 'name' or 'schema.name', in the database of the connection.", parameter),
        };
    }

    /// <summary>As SQL text.</summary>
    public override string ToString() => Schema is null ? SqlName.Quote(Name) : $"{SqlName.Quote(Schema)}.{SqlName.Quote(Name)}";

    // Leaves the place at the dot behind the part, or at the end.
    private static string ReadPart(string text, ref int at, string parameter)
    {
        if (at == text.Length || text[at] != '"')
        {
            var end = text.IndexOf('.', at);
            var plain = end < 0 ? text[at..] : text[at..end];
            at += plain.Length;
            return plain.Contains('"', StringComparison.Ordinal) ? throw Malformed(text, parameter) : plain;
        }

        var part = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (++at == text.Length || text[at] != '"'))
                return at == text.Length || text[at] == '.' ? part.ToString() : throw Malformed(text, parameter);
            part.Append(text[at]);
        }

        throw Malformed(text, parameter);
    }

    private static ArgumentException Malformed(string text, string parameter) =>
        new($"'{text}' is no name of a table: a part with a quote in it is written in double quotes, with each quote inside doubled.", parameter);
}
