using System.Collections;

namespace Conformance.Tests.Incremental;

/// <summary>Results as text, so that equal ones have equal texts: -0.0 is 0, 1.0m is 1.00m.</summary>
internal static class RowText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        double number => (number + 0.0).ToString("R", CultureInfo.InvariantCulture),
        decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        Row row => row.Text,
        KeyValuePair<int, int> pair => $"{pair.Key}={pair.Value}",
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Of))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A line for each batch; rows in the order of their texts unless their order counts.</summary>
    public static string Lines<T>(IEnumerable<IEnumerable<T>> batches, bool isOrdered) => string.Join(
        Environment.NewLine,
        batches.Select((batch, i) => $"{i + 1}: {string.Join(" ", Texts(batch.Select(row => Of(row)), isOrdered))}"));

    private static IEnumerable<string> Texts(IEnumerable<string> rows, bool isOrdered) => isOrdered ? rows : rows.Order(StringComparer.Ordinal);
}
