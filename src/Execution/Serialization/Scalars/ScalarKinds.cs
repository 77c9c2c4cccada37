namespace Linq.Streaming.Execution.Serialization;

/// <summary>Every type that is written as one scalar, and what it is called in a schema. A name is never given to something else.</summary>
internal static class ScalarKinds
{
    public const string Text = "string";

    public const string BigInteger = "bigint";

    public const string Uri = "uri";

    public const string Version = "version";

    /// <summary>The codecs, by type.</summary>
    public static IReadOnlyDictionary<Type, ValueCodec> All { get; } = new ValueCodec[]
    {
        new PlainCodec<sbyte>("i8"), new PlainCodec<short>("i16"), new PlainCodec<int>("i32"), new PlainCodec<long>("i64"), new PlainCodec<Int128>("i128"),
        new PlainCodec<byte>("u8"), new PlainCodec<ushort>("u16"), new PlainCodec<uint>("u32"), new PlainCodec<ulong>("u64"), new PlainCodec<UInt128>("u128"),
        new PlainCodec<Half>("f16"), new PlainCodec<float>("f32"), new PlainCodec<double>("f64"), new PlainCodec<char>("char"),
        new PlainCodec<Guid>("guid"), new PlainCodec<TimeSpan>("timespan"),
        new ScalarCodec<bool>("bool", 1, Numbers.WriteBool, Numbers.ReadBool),
        new ScalarCodec<nint>("nint", 8, Numbers.WriteNInt, Numbers.ReadNInt), new ScalarCodec<nuint>("nuint", 8, Numbers.WriteNUInt, Numbers.ReadNUInt),
        new ScalarCodec<decimal>("decimal", 16, Numbers.WriteDecimal, Numbers.ReadDecimal),
        new ScalarCodec<System.Numerics.BigInteger>(BigInteger, 1, Numbers.WriteBigInteger, Numbers.ReadBigInteger),
        new ScalarCodec<DateTime>("datetime", 8, Times.WriteDateTime, Times.ReadDateTime),
        new ScalarCodec<DateTimeOffset>("datetimeoffset", 10, Times.WriteDateTimeOffset, Times.ReadDateTimeOffset),
        new ScalarCodec<DateOnly>("date", 4, Times.WriteDate, Times.ReadDate), new ScalarCodec<TimeOnly>("time", 8, Times.WriteTime, Times.ReadTime),
        new TextCodec(),
        new ScalarCodec<System.Uri?>(Uri, 1, Names.WriteUri, Names.ReadUri), new ScalarCodec<System.Version?>(Version, 1, Names.WriteVersion, Names.ReadVersion),
    }.ToDictionary(codec => codec.Type);

    /// <summary>The codecs, by what they are called.</summary>
    public static IReadOnlyDictionary<string, ValueCodec> ByKind { get; } = All.Values.ToDictionary(codec => ((ScalarSchema)codec.Node).Kind);
}
