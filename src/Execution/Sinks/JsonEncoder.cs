using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>Each row as a JSON object on a line.</summary>
internal sealed class JsonEncoder<T> : RowEncoder<T>
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    // Files are no HTML: texts stay as they are where JSON lets them.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public override string Extension => ".jsonl";

    public override ReadOnlyMemory<byte> Open()
    {
        JsonCheck.Of(typeof(T), Options);
        return default;
    }

    public override void Write(ReadOnlySpan<T> rows, ByteWriter bytes)
    {
        var type = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
        using var json = new Utf8JsonWriter(bytes, WriterOptions);
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(json, row, type);
            json.Flush();
            json.Reset();
            bytes.WriteByte((byte)'\n');
        }
    }
}
