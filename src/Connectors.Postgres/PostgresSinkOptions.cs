using Linq.Streaming.Connectors.Postgres.Columns;
using Npgsql;

namespace Linq.Streaming;

/// <summary>Where a <see cref="PostgresSink{T}"/> writes to, and which columns it fills.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// By default every public property and field of <typeparamref name="T"/> that can be read is a column. Its text form shows no connection string.
/// </remarks>
public sealed record PostgresSinkOptions<T>
{
    /// <summary>The server, as Npgsql's connection string. Either this or <see cref="DataSource"/> is given.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where connections come from. It stays the caller's, who disposes of it after the context has ended.</summary>
    public NpgsqlDataSource? DataSource { get; init; }

    /// <summary>
    /// The table: <c>orders</c> or <c>sales.orders</c>. Upper and lower case count, as in quoted SQL; a name with a dot or a quote in it is written
    /// as in SQL: <c>"my.schema"."my ""table"""</c>. Without a schema it is looked up once, in the search path, when the sink is opened.
    /// </summary>
    public required string Table { get; init; }

    /// <summary>Whether rows are added or replaced. The default is <see cref="PostgresWriteMode.Insert"/>.</summary>
    public PostgresWriteMode Mode { get; init; }

    /// <summary>With <see cref="PostgresWriteMode.Upsert"/> the key, as names of columns or of members. The table needs a unique index on just these columns.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How members name columns. The default is <see cref="PostgresColumnNaming.Exact"/>.</summary>
    public PostgresColumnNaming Naming { get; init; }

    /// <summary>Whether the table is created when it is missing, with <see cref="Key"/> as its primary key. A table that is there is never changed.</summary>
    public bool CreateTable { get; init; }

    /// <summary>The schema with the sink's own tables, which has to be in the same database. The default is the table's.</summary>
    public string? BookkeepingSchema { get; init; }

    /// <summary>The columns that are no members, in the order in which they were given.</summary>
    internal IReadOnlyList<ColumnDefinition<T>> Columns { get; private init; } = [];

    /// <summary>The members that are no columns.</summary>
    internal IReadOnlyList<string> LeftOut { get; private init; } = [];

    /// <summary>Also, or in place of the member that would fill it, the column <paramref name="name"/> with the value that <paramref name="value"/> gives for a row.</summary>
    /// <param name="name">The column, in upper and lower case.</param>
    /// <param name="value">Called once for each row that is prepared, from one thread at a time. <typeparamref name="TValue"/> says the type of the column.</param>
    public PostgresSinkOptions<T> Column<TValue>(string name, Func<T, TValue> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return this with { Columns = [.. Columns, new ColumnDefinition<T>(name, $"Column(\"{name}\", …)", typeof(TValue), value)] };
    }

    /// <summary>Makes no columns of some members of <typeparamref name="T"/>.</summary>
    public PostgresSinkOptions<T> Without(params string[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return this with { LeftOut = [.. LeftOut, .. members] };
    }

    /// <summary>Replaces rows with the same <paramref name="key"/>: sets <see cref="Mode"/> and <see cref="Key"/>.</summary>
    public PostgresSinkOptions<T> Upsert(params string[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Mode = PostgresWriteMode.Upsert, Key = key };
    }

    /// <summary>The table and how it is written. Not the connection string, which has the password.</summary>
    public override string ToString() => $"{nameof(PostgresSinkOptions<>)} {{ Table = {Table}, Mode = {Mode}, Key = [{string.Join(", ", Key)}] }}";
}
