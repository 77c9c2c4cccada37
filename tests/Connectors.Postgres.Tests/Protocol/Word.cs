namespace Connectors.Postgres.Tests.Protocol;

/// <summary>A row of the protocol tests.</summary>
internal sealed record Word(string Text, int Count);
