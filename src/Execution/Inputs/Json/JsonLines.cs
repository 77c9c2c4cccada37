using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Linq.Streaming.Execution.Inputs.TextFiles;
using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming.Execution.Inputs.Json;

/// <summary>Rows of a file with one JSON value on each line; blank lines are passed over.</summary>
internal static class JsonLines
{
    private const int Piece = 1_024;
    private const int MaxLineBytes = 16 << 20;

    public static IEnumerable<T> Read<T>(string path, Func<string, T> parse, MalformedInputs malformed)
    {
        if (!File.Exists(path))
        {
            throw new StreamQueryException(StreamErrors.UnreadableFile(path, "There is no such file."));
        }

        var lines = new FileLines<T?[]>(line => string.IsNullOrWhiteSpace(line) ? [] : [parse(line)], MaxLineBytes, malformed);
        var (position, line, length) = (0L, 1L, new FileInfo(path).Length);
        var rows = new List<T?[]>(Piece);
        while (position < length)
        {
            rows.Clear();
            position = lines.Read(path, position, length, Piece, rows, ref line);
            foreach (var row in rows)
            {
                if (row.Length > 0)
                {
                    yield return row[0]!;
                }
            }
        }
    }

    public static Func<string, T> Parser<T>(JsonSerializerOptions? options) =>
        line => JsonSerializer.Deserialize<T>(line, options) ?? throw new JsonException("The line is null.");

    public static Func<string, T> Parser<T>(JsonTypeInfo<T> type) =>
        line => JsonSerializer.Deserialize(line, type) ?? throw new JsonException("The line is null.");
}
