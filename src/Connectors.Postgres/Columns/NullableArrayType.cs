using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>An array of nullable values that are stored as values.</summary>
internal sealed class NullableArrayType<TValue, TStored>(StoredType<TValue, TStored> element)
    : StoredType<TValue?[], TStored?[]>($"{element.SqlType}[]", element.DbType | NpgsqlDbType.Array)
    where TValue : struct
    where TStored : struct
{
    public override bool TryStore(TValue?[] values, [MaybeNullWhen(false)] out TStored?[] stored)
    {
        stored = values is null ? null : Array.ConvertAll(values, value => value is { } present && element.TryStore(present, out var one) ? one : default(TStored?));
        return stored is not null;
    }
}
