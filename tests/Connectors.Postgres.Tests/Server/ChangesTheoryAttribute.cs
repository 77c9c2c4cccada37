namespace Connectors.Postgres.Tests.Server;

/// <summary>A theory that needs a server whose log has what logical replication needs, and is skipped by name where there is none.</summary>
public sealed class ChangesTheoryAttribute : TheoryAttribute
{
    public ChangesTheoryAttribute() => Skip = PostgresServer.WithoutChanges;
}
