using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>A type whose values are stored one by one.</summary>
internal sealed class ScalarType<TValue, TStored>(string sqlType, NpgsqlDbType dbType, Func<TValue, TStored> store) : StoredType<TValue, TStored>(sqlType, dbType)
{
    public override bool TryStore(TValue value, [MaybeNullWhen(false)] out TStored stored)
    {
        stored = value is null ? default : store(value);
        return stored is not null;
    }
}
