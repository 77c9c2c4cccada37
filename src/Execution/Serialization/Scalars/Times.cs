namespace Linq.Streaming.Execution.Serialization;

/// <summary>Dates and times, which are checked to be within the years 1 to 9999 when they are read.</summary>
internal static class Times
{
    private const int KindShift = 62;
    private const long MostOffsetMinutes = 14 * 60;

    // The kind in the two highest bits, which no number of ticks needs.
    public static void WriteDateTime(ByteWriter writer, DateTime value) => writer.WriteUInt64((ulong)value.Ticks | ((ulong)value.Kind << KindShift));

    public static DateTime ReadDateTime(ref ByteReader reader)
    {
        var bits = reader.ReadUInt64();
        var (ticks, kind) = ((long)(bits & ((1UL << KindShift) - 1)), (DateTimeKind)(bits >> KindShift));
        return ticks <= DateTime.MaxValue.Ticks && kind <= DateTimeKind.Local ? new DateTime(ticks, kind) : throw reader.Corrupt("a time is out of range");
    }

    public static void WriteDateTimeOffset(ByteWriter writer, DateTimeOffset value)
    {
        writer.WriteInt64(value.UtcTicks);
        writer.WritePlain((short)value.TotalOffsetMinutes);
    }

    public static DateTimeOffset ReadDateTimeOffset(ref ByteReader reader)
    {
        var (utc, minutes) = (reader.ReadInt64(), reader.ReadPlain<short>());
        var ticks = unchecked(utc + (minutes * TimeSpan.TicksPerMinute));
        return utc >= 0 && utc <= DateTime.MaxValue.Ticks && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && Math.Abs((long)minutes) <= MostOffsetMinutes
            ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))
            : throw reader.Corrupt("a time is out of range");
    }

    public static void WriteDate(ByteWriter writer, DateOnly value) => writer.WriteInt32(value.DayNumber);

    public static DateOnly ReadDate(ref ByteReader reader) =>
        reader.ReadInt32() is >= 0 and var day && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(day) : throw reader.Corrupt("a date is out of range");

    public static void WriteTime(ByteWriter writer, TimeOnly value) => writer.WriteInt64(value.Ticks);

    public static TimeOnly ReadTime(ref ByteReader reader) =>
        reader.ReadInt64() is >= 0 and < TimeSpan.TicksPerDay and var ticks ? new TimeOnly(ticks) : throw reader.Corrupt("a time of day is out of range");
}
