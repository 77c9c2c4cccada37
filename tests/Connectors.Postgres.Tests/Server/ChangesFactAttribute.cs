namespace Connectors.Postgres.Tests.Server;

/// <summary>A test that needs a server whose log has what logical replication needs, and is skipped by name where there is none.</summary>
public sealed class ChangesFactAttribute : FactAttribute
{
    public ChangesFactAttribute() => Skip = PostgresServer.WithoutChanges;
}
