using System.Collections;
using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>Elements as text, whether they come out of a query or stand in the file: numbers, quoted strings, and lists in brackets.</summary>
internal static class CaseText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Of))}]",
        _ when IsPair(value) => $"[{Of(Property(value, "Key"))},{Of(Property(value, "Value"))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.String => $"\"{json.GetString()}\"",
        JsonValueKind.Array => $"[{string.Join(",", json.EnumerateArray().Select(Of))}]",
        _ => json.GetRawText(),
    };

    public static string[] Batch(JsonElement batch) => [.. batch.EnumerateArray().Select(Of)];

    /// <summary>Fails unless the batches are the same, in any order within a batch where order does not count.</summary>
    public static void AssertEqual(IEnumerable<IEnumerable<string>> expected, IEnumerable<IEnumerable<string>> actual, bool isOrdered)
    {
        Assert.Equal(Lines(expected), Lines(actual));

        string[] Lines(IEnumerable<IEnumerable<string>> batches) =>
            [.. batches.Select(batch => string.Join(" ", isOrdered ? batch : batch.Order(StringComparer.Ordinal)))];
    }

    private static bool IsPair(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static object? Property(object pair, string name) => pair.GetType().GetProperty(name)!.GetValue(pair);
}
