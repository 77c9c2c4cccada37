using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>The two kinds of connections of a source: one that streams, and short ones that ask.</summary>
internal sealed class ChangeConnections : IAsyncDisposable
{
    // Values come as text, so their form must not depend on the server's settings. That of pgoutput is the session's.
    private const string PlainText = "-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3 -c bytea_output=hex";

    private readonly NpgsqlDataSource _queries;

    public ChangeConnections(PostgresChangeOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        given.ApplicationName ??= "LinqStream";
        User = given.Username ?? "";
        _queries = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(given.ConnectionString) { MinPoolSize = 0, MaxPoolSize = 2 }.ConnectionString);
        given.Options = string.IsNullOrEmpty(given.Options) ? PlainText : $"{given.Options} {PlainText}";
        given.Timezone = "UTC";
        given.TcpKeepAlive = true;
        Replication = given.ConnectionString;
    }

    public string User { get; }

    /// <summary>The connection string of the connection that streams.</summary>
    public string Replication { get; }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _queries.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _queries.DisposeAsync();
}
