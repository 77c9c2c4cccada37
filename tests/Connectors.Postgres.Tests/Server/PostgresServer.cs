using Npgsql;

namespace Connectors.Postgres.Tests.Server;

/// <summary>The server that the tests share: that of <c>LINQSTREAM_POSTGRES</c>, else one of their own, which ends with them.</summary>
internal static class PostgresServer
{
    private const string Variable = "LINQSTREAM_POSTGRES";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    private static readonly Lazy<string> Own = new(StartOwn);

    /// <summary>Why tests are skipped; null where there is a server, or one can be started.</summary>
    public static string? Missing { get; } = Given is not null || PostgresScript.Run("find") is not null
        ? null
        : $"No PostgreSQL server: {Variable} is not set, and scripts/postgres.sh finds none to start.";

    /// <summary>Why tests of changes are skipped; null where they can be run. A server of the tests' own always has what they need.</summary>
    public static string? WithoutChanges { get; } = Missing ?? (Given is null ? null : WalLevelOf(Given) is var level && level == "logical"
        ? null
        : $"The server of {Variable} has wal_level = {level}, and logical replication needs logical.");

    public static string ConnectionString => Given ?? Own.Value;

    private static string WalLevelOf(string server)
    {
        using var source = NpgsqlDataSource.Create(server);
        using var command = source.CreateCommand("SHOW wal_level");
        return (string)command.ExecuteScalar()!;
    }

    private static string StartOwn()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"linqstream-postgres-{Environment.ProcessId}");
        return PostgresScript.Run("start", directory, $"{Environment.ProcessId}") ?? throw new InvalidOperationException("scripts/postgres.sh could not start a server.");
    }
}
