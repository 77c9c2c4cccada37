namespace Linq.Streaming;

internal static partial class StreamErrors
{
    // --- 51xx: the PostgreSQL sink ---

    public static StreamDiagnostic PostgresMemberNotSupported(string member, Type found, Type row, string column) => New(
        "LS5101", $"Rows of type '{row}' cannot be written to PostgreSQL as they are: {member} is of type '{found}', which no column can have. Use Column(\"{column}\", row => …) with a value that one can have, or leave the member out with Without(…).", null, member, found, row, column);

    public static StreamDiagnostic PostgresTableMissing(string table) => New(
        "LS5102", $"There is no table {table} in PostgreSQL that this user can see. Create it, or set CreateTable. Upper and lower case count in its name.", null, table);

    public static StreamDiagnostic PostgresColumnMissing(string table, string column, string source, string found) => New(
        "LS5103", $"Table {table} has no column \"{column}\" for {source}; found: {found}. Rename one of them, choose another Naming, or use Column(…) and Without(…).", null, table, column, source, found);

    public static StreamDiagnostic PostgresColumnRefused(string table, string column, string reason) => New(
        "LS5104", $"Column \"{column}\" of table {table} cannot be written: {reason}", null, table, column, reason);

    public static StreamDiagnostic PostgresKeyNotUnique(string table, string key) => New(
        "LS5105", $"Table {table} has no unique index on just {key}, so no row can be replaced by it. Create one, or give the columns of one as Key.", null, table, key);

    public static StreamDiagnostic PostgresValueRefused(string table, string column, long batch, int? row, string reason) => New(
        "LS5106", $"{(row is { } at ? $"Row {at}" : "A row")} of batch {batch} has a value that column \"{column}\" of table {table} does not take: {reason}", null, table, column, batch, row, reason);

    public static StreamDiagnostic PostgresRowsMissing(string table, long batch, long prepared, long found, string staging) => New(
        "LS5107", $"Batch {batch} for table {table} was prepared with {prepared} rows, but {found} are staged in {staging}. Nothing was committed. Something other than the query has changed them: restore them, or start the query with a new checkpoint directory.", null, table, batch, prepared, found, staging);

    public static StreamDiagnostic PostgresNotPrepared(string table, long batch, string reason) => New(
        "LS5108", $"Batch {batch} for table {table} is not prepared: {reason}", null, table, batch, reason);

    public static StreamDiagnostic PostgresFailed(string table, string step, string reason) => New(
        "LS5109", $"Table {table} in PostgreSQL: {step} failed: {reason}", null, table, step, reason);

    public static StreamDiagnostic PostgresNoColumn(Type row, string table) => New(
        "LS5110", $"Rows of type '{row}' have no public member to write to table {table}. Use Column(\"name\", row => …).", null, row, table);
}
