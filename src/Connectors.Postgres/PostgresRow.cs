using Linq.Streaming.Connectors.Postgres.Changes;

namespace Linq.Streaming;

/// <summary>The values of a row before or after a change, by the names of its columns. Immutable.</summary>
/// <remarks>Values are kept as the server writes them, and read as a type when they are asked for. Upper and lower case count in names.</remarks>
public sealed class PostgresRow
{
    // No text of the server's is one of these objects.
    internal static readonly string Absent = new('?', 1);
    internal static readonly string Unchanged = new('?', 2);

    private readonly ChangeColumns _columns;
    private readonly string?[] _values;

    internal PostgresRow(ChangeColumns columns, string?[] values) => (_columns, _values) = (columns, values);

    /// <summary>The columns that have a value here, null included, in the order of the table.</summary>
    public IEnumerable<string> Columns => _columns.Names.Where((_, at) => IsGiven(_values[at]));

    /// <summary>Whether the column has a value here, null included: it is one of the table's, the server has sent it, and it is not <see cref="IsUnchanged"/>.</summary>
    public bool Has(string column) => _columns.Find(column) is >= 0 and var at && IsGiven(_values[at]);

    /// <summary>Whether the server has left the value out because an update did not change it. It does so with large (TOAST) values, unless the table has <c>REPLICA IDENTITY FULL</c>.</summary>
    public bool IsUnchanged(string column) => _columns.Find(column) is >= 0 and var at && ReferenceEquals(_values[at], Unchanged);

    /// <summary>Whether the value is null.</summary>
    /// <exception cref="KeyNotFoundException">The row has no value of such a column.</exception>
    public bool IsNull(string column) => Text(column) is null;

    /// <summary>The value as the server writes it, such as <c>2026-05-01 12:00:00+00</c> or <c>{1,2}</c>; null where it is null.</summary>
    /// <exception cref="KeyNotFoundException">The row has no value of such a column.</exception>
    public string? GetText(string column) => Text(column);

    /// <summary>The value as a <typeparamref name="T"/>; null where it is null.</summary>
    /// <typeparam name="T">
    /// A number, <c>bool</c>, <c>string</c>, <c>char</c>, <c>Guid</c>, <c>DateTime</c> (always UTC), <c>DateTimeOffset</c>, <c>DateOnly</c>, <c>TimeOnly</c>, <c>TimeSpan</c>, <c>byte[]</c>, an enum (by name), such a value that may be
    /// null, or an array of these.
    /// </typeparam>
    /// <exception cref="KeyNotFoundException">The row has no value of such a column.</exception>
    /// <exception cref="FormatException">The value is no <typeparamref name="T"/>, or is null where that cannot be.</exception>
    /// <exception cref="NotSupportedException">No value can be read as a <typeparamref name="T"/>.</exception>
    public T? Get<T>(string column)
    {
        var text = Text(column);
        if (text is null)
            return default(T) is null ? default : throw new FormatException($"Column \"{column}\" is null, and {typeof(T).Name} cannot be. Get<{typeof(T).Name}?> can.");
        try
        {
            return TextValues<T>.Read(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"Column \"{column}\" cannot be read as {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    /// <summary>Such as <c>id=1, name=null</c>. Columns without a value are left out.</summary>
    public override string ToString() => string.Join(", ", Columns.Select(column => $"{column}={GetText(column) ?? "null"}"));

    /// <summary>This row with what an update left out taken from the row before, where that has it.</summary>
    internal PostgresRow CompletedFrom(PostgresRow old)
    {
        for (var at = 0; at < _values.Length; at++)
        {
            if (ReferenceEquals(_values[at], Unchanged) && at < old._values.Length && IsGiven(old._values[at]))
                _values[at] = old._values[at];
        }

        return this;
    }

    private string? Text(string column)
    {
        var at = _columns.Find(column);
        if (at < 0)
            throw new KeyNotFoundException($"There is no column \"{column}\"; found: {string.Join(", ", _columns.Names)}.");
        if (IsGiven(_values[at]))
            return _values[at];
        throw new KeyNotFoundException(ReferenceEquals(_values[at], Unchanged)
            ? $"The server has not sent column \"{column}\", which the update did not change. ALTER TABLE … REPLICA IDENTITY FULL has it sent."
            : $"The server has sent the key only, which column \"{column}\" is no part of. ALTER TABLE … REPLICA IDENTITY FULL has it sent.");
    }

    private static bool IsGiven(string? value) => !ReferenceEquals(value, Absent) && !ReferenceEquals(value, Unchanged);
}
