using System.Diagnostics.CodeAnalysis;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>Enums are stored by name, which outlives a change of their numbers and fits a type that was made by <c>CREATE TYPE … AS ENUM</c>.</summary>
internal sealed class EnumType<TEnum>() : StoredType<TEnum, string>("text", NpgsqlDbType.Text) where TEnum : struct, Enum
{
    public override bool TryStore(TEnum value, [MaybeNullWhen(false)] out string stored)
    {
        stored = value.ToString();
        return true;
    }
}
