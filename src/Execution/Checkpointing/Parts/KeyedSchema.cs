namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>The schema of a part that lies by key: its form, and the schemas of keys and values.</summary>
internal static class KeyedSchema
{
    public static string Of(string form, string keys, string values) => $"{form}|{keys}|{values}";

    public static bool TrySplit(string form, string schema, out string keys, out string values)
    {
        // Member names have no bar.
        var parts = schema.Split('|');
        (keys, values) = parts.Length == 3 && parts[0] == form ? (parts[1], parts[2]) : ("", "");
        return keys.Length > 0;
    }
}
