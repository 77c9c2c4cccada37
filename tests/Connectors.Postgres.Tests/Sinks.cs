using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests;

/// <summary>Sinks for rows whose type has no name.</summary>
internal static class Sinks
{
    /// <summary>Options for rows of the type of <paramref name="row"/>.</summary>
    public static PostgresSinkOptions<T> Of<T>(PostgresDatabase database, T row, string table) =>
        new() { DataSource = database.DataSource, Table = row is null ? "" : table };

    /// <summary>The same, but the sink makes the table.</summary>
    public static PostgresSinkOptions<T> Created<T>(this PostgresSinkOptions<T> options) => options with { CreateTable = true };

    /// <summary>Opens a sink for a query of its own.</summary>
    public static async Task<PostgresSink<T>> OpenAsync<T>(this PostgresSinkOptions<T> options, Guid? query = null, long epoch = 1)
    {
        var sink = new PostgresSink<T>(options);
        try
        {
            await sink.OpenAsync(new StreamSinkContext(query ?? Guid.NewGuid(), "output", epoch), default);
            return sink;
        }
        catch
        {
            await sink.DisposeAsync();
            throw;
        }
    }
}
