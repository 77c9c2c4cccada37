using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>A column, and how it is filled from a row.</summary>
/// <param name="name">The column.</param>
/// <param name="source">What it is filled from, for messages.</param>
/// <param name="type">How its values are stored.</param>
internal abstract class SinkColumn<TRow>(string name, string source, StoredType type)
{
    public string Name => name;

    public string Source => source;

    public StoredType Type => type;

    /// <summary>Writes the value of <paramref name="row"/> as the next one of the importer's row.</summary>
    /// <exception cref="ValueRefusedException">There is no value, though it is <paramref name="required"/>, or none that can be stored.</exception>
    public abstract Task WriteAsync(NpgsqlBinaryImporter importer, TRow row, bool required, CancellationToken cancellationToken);
}
