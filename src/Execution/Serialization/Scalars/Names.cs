namespace Linq.Streaming.Execution.Serialization;

/// <summary>Addresses and versions: written as their text, so that reading them checks them.</summary>
internal static class Names
{
    public static void WriteUri(ByteWriter writer, Uri? value)
    {
        if (value is not null && value.GetType() != typeof(Uri))
        {
            throw new UnsupportedValueException($"A '{value.GetType()}' was found where a Uri is kept. Keep a Uri, or its text.");
        }

        writer.WriteText(value?.OriginalString);
        if (value is not null)
        {
            writer.WriteBool(value.IsAbsoluteUri);
        }
    }

    public static Uri? ReadUri(ref ByteReader reader)
    {
        if (reader.ReadText() is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, reader.ReadBool() ? UriKind.Absolute : UriKind.Relative, out var uri) ? uri : throw reader.Corrupt("a text is no address");
    }

    public static void WriteVersion(ByteWriter writer, Version? value) => writer.WriteText(value?.ToString());

    public static Version? ReadVersion(ref ByteReader reader) =>
        reader.ReadText() is not { } text ? null : Version.TryParse(text, out var version) ? version : throw reader.Corrupt("a text is no version");
}
