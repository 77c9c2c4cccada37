using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>A column that is filled without boxing.</summary>
internal sealed class SinkColumn<TRow, TValue, TStored>(string name, string source, Func<TRow, TValue> get, StoredType<TValue, TStored> type)
    : SinkColumn<TRow>(name, source, type)
{
    public override Task WriteAsync(NpgsqlBinaryImporter importer, TRow row, bool required, CancellationToken cancellationToken)
    {
        if (TryGet(row, out var stored))
            return importer.WriteAsync(stored, type.DbType, cancellationToken);
        return required
            ? throw new ValueRefusedException("It is null, which the table or the key does not allow.")
            : importer.WriteNullAsync(cancellationToken);
    }

    private bool TryGet(TRow row, [MaybeNullWhen(false)] out TStored stored)
    {
        try
        {
            return type.TryStore(get(row), out stored);
        }
        catch (Exception exception)
        {
            throw new ValueRefusedException(exception.Message, exception);
        }
    }
}
