using System.Diagnostics.CodeAnalysis;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>A nullable value: as the value, or null.</summary>
internal sealed class NullableType<TValue, TStored>(StoredType<TValue, TStored> value) : StoredType<TValue?, TStored>(value.SqlType, value.DbType)
    where TValue : struct
{
    public override bool TryStore(TValue? optional, [MaybeNullWhen(false)] out TStored stored)
    {
        stored = default;
        return optional is { } present && value.TryStore(present, out stored);
    }
}
