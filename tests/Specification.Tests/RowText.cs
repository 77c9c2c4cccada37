using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Specification.Tests;

/// <summary>Whether the order of rows within a batch is specified.</summary>
public enum RowOrder
{
    /// <summary>Rows come in the order of their input, or sorted.</summary>
    Kept,

    /// <summary>Rows are compared as a multiset.</summary>
    Unspecified,
}

/// <summary>Rows as text, equal exactly when rows are equal: sequences by their items, numbers by their shortest exact form.</summary>
internal static class RowText
{
    public static string Of<T>(IEnumerable<IEnumerable<T>> batches, RowOrder order) =>
        string.Join(" ", batches.Select(batch => Batch(batch, order)));

    public static string Batch<T>(IEnumerable<T> batch, RowOrder order)
    {
        var rows = batch.Select(row => Of(row));
        return $"[{string.Join(" | ", order == RowOrder.Kept ? rows : rows.Order(StringComparer.Ordinal))}]";
    }

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",

        // Zeros of both signs are equal, so which of them represents a key is not specified.
        double number => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture),
        float number => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture),

        // 1.0 and 1.00 are equal, and so are equal instants with different offsets.
        decimal number => (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable items => $"{{{string.Join(", ", items.Cast<object?>().Select(Of))}}}",
        _ => Pair(value) ?? Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string? Pair(object value)
    {
        var type = value.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? $"{Of(type.GetProperty("Key")!.GetValue(value))}={Of(type.GetProperty("Value")!.GetValue(value))}"
            : null;
    }
}
