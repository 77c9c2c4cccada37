using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>How values of <typeparamref name="TValue"/> are stored: as which values that Npgsql writes without a choice of its own.</summary>
internal abstract class StoredType<TValue, TStored>(string sqlType, NpgsqlDbType dbType) : StoredType(typeof(TValue), sqlType)
{
    public NpgsqlDbType DbType => dbType;

    public override Type Stored => typeof(TStored);

    public override SinkColumn<TRow> ColumnOf<TRow>(ColumnDefinition<TRow> definition) =>
        new SinkColumn<TRow, TValue, TStored>(definition.Name, definition.Source, (Func<TRow, TValue>)definition.Get!, this);

    /// <summary>False where the value is stored as null.</summary>
    public abstract bool TryStore(TValue value, [MaybeNullWhen(false)] out TStored stored);
}
