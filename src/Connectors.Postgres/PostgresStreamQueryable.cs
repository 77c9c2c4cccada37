using Npgsql;

namespace Linq.Streaming;

/// <summary>Outputs to PostgreSQL, for rows whose type has no name or is long to write.</summary>
public static class PostgresStreamQueryable
{
    /// <summary>Writes each batch to a table, exactly once where the context has a <c>CheckpointDirectory</c>: <c>WriteTo</c> with a <see cref="PostgresSink{T}"/>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="connectionString">The server, as Npgsql's connection string.</param>
    /// <param name="table">See <see cref="PostgresSinkOptions{T}.Table"/>.</param>
    /// <param name="configure">Gives the options, made of those with the defaults.</param>
    /// <param name="name">Identifies the output in the database and in checkpoints; by default its place among the outputs.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or the connection string or a name is malformed.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void WriteToPostgres<TSource>(
        this IStreamQueryable<TSource> source,
        string connectionString,
        string table,
        Func<PostgresSinkOptions<TSource>, PostgresSinkOptions<TSource>>? configure = null,
        string? name = null) => Write(source, new PostgresSinkOptions<TSource> { ConnectionString = connectionString, Table = table }, configure, name);

    /// <param name="source">The rows.</param>
    /// <param name="dataSource">Where connections come from; it stays the caller's.</param>
    /// <param name="table">See <see cref="PostgresSinkOptions{T}.Table"/>.</param>
    /// <param name="configure">Gives the options, made of those with the defaults.</param>
    /// <param name="name">Identifies the output in the database and in checkpoints; by default its place among the outputs.</param>
    /// <inheritdoc cref="WriteToPostgres{TSource}(IStreamQueryable{TSource}, string, string, Func{PostgresSinkOptions{TSource}, PostgresSinkOptions{TSource}}?, string?)"/>
    public static void WriteToPostgres<TSource>(
        this IStreamQueryable<TSource> source,
        NpgsqlDataSource dataSource,
        string table,
        Func<PostgresSinkOptions<TSource>, PostgresSinkOptions<TSource>>? configure = null,
        string? name = null) => Write(source, new PostgresSinkOptions<TSource> { DataSource = dataSource, Table = table }, configure, name);

    private static void Write<T>(
        IStreamQueryable<T> source, PostgresSinkOptions<T> options, Func<PostgresSinkOptions<T>, PostgresSinkOptions<T>>? configure, string? name)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.WriteTo(new PostgresSink<T>(configure is null ? options : configure(options)), name);
    }
}
