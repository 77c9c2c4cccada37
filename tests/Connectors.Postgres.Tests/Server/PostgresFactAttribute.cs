namespace Connectors.Postgres.Tests.Server;

/// <summary>A test that needs a server, and is skipped by name where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
