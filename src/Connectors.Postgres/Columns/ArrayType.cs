using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>An array whose elements are stored as what can be null by itself, or never are null.</summary>
internal sealed class ArrayType<TValue, TStored>(StoredType<TValue, TStored> element)
    : StoredType<TValue[], TStored?[]>($"{element.SqlType}[]", element.DbType | NpgsqlDbType.Array)
{
    public override bool TryStore(TValue[] values, [MaybeNullWhen(false)] out TStored?[] stored)
    {
        stored = values is null ? null : Array.ConvertAll(values, value => element.TryStore(value, out var one) ? one : default);
        return stored is not null;
    }
}
