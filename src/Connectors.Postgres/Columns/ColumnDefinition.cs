namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>What a column gets of a row.</summary>
/// <param name="Name">The column.</param>
/// <param name="Source">What it is filled from, for messages.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Get">A <c>Func</c> from the row to that type; null where values of the type cannot be stored.</param>
internal sealed record ColumnDefinition<TRow>(string Name, string Source, Type Type, Delegate? Get);
