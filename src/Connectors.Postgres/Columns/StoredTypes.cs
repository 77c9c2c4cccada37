using System.Numerics;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>Every type that a column can have, once.</summary>
internal static class StoredTypes
{
    // The unsigned and small types of .NET go into the next larger type that PostgreSQL has.
    private static readonly Dictionary<Type, StoredType> Scalars = new StoredType[]
    {
        Same<bool>("boolean", NpgsqlDbType.Boolean),
        As<byte, short>("smallint", NpgsqlDbType.Smallint, x => x),
        As<sbyte, short>("smallint", NpgsqlDbType.Smallint, x => x),
        Same<short>("smallint", NpgsqlDbType.Smallint),
        As<ushort, int>("integer", NpgsqlDbType.Integer, x => x),
        Same<int>("integer", NpgsqlDbType.Integer),
        As<uint, long>("bigint", NpgsqlDbType.Bigint, x => x),
        Same<long>("bigint", NpgsqlDbType.Bigint),
        As<ulong, decimal>("numeric", NpgsqlDbType.Numeric, x => x),
        Same<BigInteger>("numeric", NpgsqlDbType.Numeric),
        Same<decimal>("numeric", NpgsqlDbType.Numeric),
        As<Half, float>("real", NpgsqlDbType.Real, x => (float)x),
        Same<float>("real", NpgsqlDbType.Real),
        Same<double>("double precision", NpgsqlDbType.Double),
        As<char, string>("text", NpgsqlDbType.Text, x => x.ToString()),
        Same<string>("text", NpgsqlDbType.Text),
        Same<Guid>("uuid", NpgsqlDbType.Uuid),
        As<DateTime, DateTime>("timestamp with time zone", NpgsqlDbType.TimestampTz, Instant),
        As<DateTimeOffset, DateTime>("timestamp with time zone", NpgsqlDbType.TimestampTz, x => x.UtcDateTime),
        Same<DateOnly>("date", NpgsqlDbType.Date),
        Same<TimeOnly>("time without time zone", NpgsqlDbType.Time),
        Same<TimeSpan>("interval", NpgsqlDbType.Interval),
        Same<byte[]>("bytea", NpgsqlDbType.Bytea),
    }.ToDictionary(type => type.Value);

    /// <summary>How <paramref name="type"/> is stored; null where there is no way.</summary>
    public static StoredType? Find(Type type) =>
        Scalars.TryGetValue(type, out var known) ? known
        : type.IsEnum ? Make(typeof(EnumType<>), [type])
        : Nullable.GetUnderlyingType(type) is { } value ? Find(value) is { } stored ? Make(typeof(NullableType<,>), [value, stored.Stored], stored) : null
        : type.IsSZArray && type.GetElementType() is { IsSZArray: false } element ? ArrayOf(element)
        : type == typeof(byte[][]) ? ArrayOf(typeof(byte[]))
        : null;

    private static StoredType? ArrayOf(Type element)
    {
        if (Find(element) is not { } stored)
            return null;
        return Nullable.GetUnderlyingType(element) is { } value && stored.Stored.IsValueType
            ? Make(typeof(NullableArrayType<,>), [value, stored.Stored], Find(value)!)
            : Make(typeof(ArrayType<,>), [element, stored.Stored], stored);
    }

    private static StoredType Make(Type generic, Type[] arguments, params object[] parts) =>
        (StoredType)Activator.CreateInstance(generic.MakeGenericType(arguments), parts)!;

    private static ScalarType<T, T> Same<T>(string sqlType, NpgsqlDbType dbType) => new(sqlType, dbType, x => x);

    private static ScalarType<TValue, TStored> As<TValue, TStored>(string sqlType, NpgsqlDbType dbType, Func<TValue, TStored> store) => new(sqlType, dbType, store);

    private static DateTime Instant(DateTime value) => value.Kind switch
    {
        DateTimeKind.Utc => value,
        DateTimeKind.Local => value.ToUniversalTime(),
        _ => throw new InvalidOperationException(
            "It has DateTimeKind.Unspecified, which names no instant. Give a UTC DateTime or a DateTimeOffset; DateTime.SpecifyKind says what a value means."),
    };
}
