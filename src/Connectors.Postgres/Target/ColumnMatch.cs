using Linq.Streaming.Connectors.Postgres.Columns;

namespace Linq.Streaming.Connectors.Postgres.Target;

/// <summary>Finds the column of the target for each column of the rows.</summary>
internal static class ColumnMatch
{
    /// <summary>The columns on their way, in the order of <paramref name="columns"/>.</summary>
    /// <exception cref="StreamQueryException">LS5103, LS5104: everything that does not fit, together.</exception>
    public static IReadOnlyList<MovedColumn> Of<TRow>(TargetTable table, IReadOnlyList<SinkColumn<TRow>> columns, IReadOnlySet<string> key)
    {
        var errors = new List<StreamDiagnostic>();
        var moved = new List<MovedColumn>();
        var targets = table.Columns.ToDictionary(target => target.Name);
        foreach (var column in columns)
        {
            if (!targets.TryGetValue(column.Name, out var target))
            {
                errors.Add(StreamErrors.PostgresColumnMissing(table.Name.ToString(), column.Name, column.Source, string.Join(", ", targets.Keys)));
                continue;
            }

            var match = new MovedColumn(target, column.Type.SqlType, key.Contains(column.Name));
            moved.Add(match);
            if (match.Fault is { } fault)
                errors.Add(StreamErrors.PostgresColumnRefused(table.Name.ToString(), column.Name, $"{fault} It is filled by {column.Source}."));
        }

        errors.AddRange(Unfilled(table, moved));
        return errors.Count == 0 ? moved : throw new StreamQueryException(errors);
    }

    // A trigger may fill a column; then only the server knows.
    private static IEnumerable<StreamDiagnostic> Unfilled(TargetTable table, IReadOnlyList<MovedColumn> moved) => table.Columns
        .Where(target => target is { IsRequired: true, FillsItself: false } && !table.HasTriggers && moved.All(column => column.Name != target.Name))
        .Select(target => StreamErrors.PostgresColumnRefused(
            table.Name.ToString(), target.Name, "it allows no null, has no default, and the rows have no member for it. Add one with Column(…), or give the column a default."));
}
