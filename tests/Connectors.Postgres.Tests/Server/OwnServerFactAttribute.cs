namespace Connectors.Postgres.Tests.Server;

/// <summary>A test that starts a server of its own, and is skipped by name where no programs of PostgreSQL are installed.</summary>
public sealed class OwnServerFactAttribute : FactAttribute
{
    public OwnServerFactAttribute() => Skip = PostgresScript.Run("find") is null ? "scripts/postgres.sh finds no PostgreSQL server to start." : null;
}
