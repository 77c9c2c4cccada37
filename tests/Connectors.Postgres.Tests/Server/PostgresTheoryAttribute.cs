namespace Connectors.Postgres.Tests.Server;

/// <summary>A theory that needs a server, and is skipped by name where there is none.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.Missing;
}
