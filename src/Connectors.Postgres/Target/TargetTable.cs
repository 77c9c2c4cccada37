using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Protocol;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Target;

/// <summary>The table that is written to, as it was when the sink was opened.</summary>
/// <param name="Name">Its name with its schema.</param>
/// <param name="HasTriggers">Whether something may change rows on their way in.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TargetTable(TableName Name, bool HasTriggers, IReadOnlyList<TargetColumn> Columns)
{
    private const string FindTable =
        """
        SELECT n.nspname, c.relname, c.relhastriggers, c.oid
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = to_regclass($1) AND c.relkind IN ('r', 'p', 'v', 'f')
        """;

    private const string ReadColumns =
        """
        SELECT a.attname, format_type(a.atttypid, NULL), format_type(a.atttypid, a.atttypmod), t.typcategory::text,
            CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END,
            CASE WHEN a.attcollation <> 0 THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END,
            a.attnotnull, a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
        FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
        WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    /// <summary>What the server says about <paramref name="name"/>; null where there is no such table that can be seen.</summary>
    public static async Task<TargetTable?> ReadAsync(SinkTransaction transaction, TableName name, CancellationToken cancellationToken)
    {
        var found = await transaction.ReadAsync(
            new Statement(FindTable, name.ToString()),
            row => (Name: new TableName(row.GetString(0), row.GetString(1)), HasTriggers: row.GetBoolean(2), Id: row.GetFieldValue<uint>(3)),
            cancellationToken).ConfigureAwait(false);
        if (found is not [var table])
            return null;

        var columns = await transaction.ReadAsync(new Statement(ReadColumns, table.Id), Column, cancellationToken).ConfigureAwait(false);
        return new TargetTable(table.Name, table.HasTriggers, columns);
    }

    private static TargetColumn Column(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3)[0],
        row.IsDBNull(4) ? null : row.GetInt32(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.GetBoolean(6),
        row.GetBoolean(7));
}
