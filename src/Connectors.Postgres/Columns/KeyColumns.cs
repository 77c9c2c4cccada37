namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>The columns of the key, which may be named by column or by member.</summary>
internal static class KeyColumns
{
    /// <exception cref="StreamQueryException">LS5103: a name that is neither.</exception>
    public static IReadOnlySet<string> Of<TRow>(PostgresSinkOptions<TRow> options, string table, IReadOnlyList<SinkColumn<TRow>> columns)
    {
        var names = columns.Select(column => column.Name).ToHashSet();
        return options.Key
            .Select(key => names.Contains(key) ? key : RowColumns.NameOf(options.Naming, key))
            .Select(key => names.Contains(key) ? key : throw new StreamQueryException(StreamErrors.PostgresColumnMissing(table, key, "the key", string.Join(", ", names))))
            .ToHashSet();
    }
}
