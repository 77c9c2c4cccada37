using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Reads a <typeparamref name="T"/> from the server's text.</summary>
internal static class TextValues<T>
{
    private static readonly Func<string, T>? Reader = (Func<string, T>?)TextValues.Find(typeof(T));

    /// <exception cref="NotSupportedException">There is no way to.</exception>
    public static T Read(string text) => Reader is null
        ? throw new NotSupportedException($"No column can be read as {typeof(T)}. GetText gives the server's text.")
        : Reader(text);
}

/// <summary>Every type that a column can be read as, once. They are those that the sink can write.</summary>
internal static class TextValues
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, Delegate> Scalars = new Delegate[]
    {
        (string text) => text == "t" || (text == "f" ? false : throw new FormatException($"'{text}' is neither t nor f.")),
        (string text) => byte.Parse(text, Plain),
        (string text) => sbyte.Parse(text, Plain),
        (string text) => short.Parse(text, Plain),
        (string text) => ushort.Parse(text, Plain),
        (string text) => int.Parse(text, Plain),
        (string text) => uint.Parse(text, Plain),
        (string text) => long.Parse(text, Plain),
        (string text) => ulong.Parse(text, Plain),
        (string text) => BigInteger.Parse(text, Plain),
        (string text) => decimal.Parse(text, NumberStyles.Float, Plain),
        (string text) => Half.Parse(text, Plain),
        (string text) => float.Parse(text, Plain),
        (string text) => double.Parse(text, Plain),
        (string text) => text,
        (string text) => char.Parse(text),
        (string text) => Guid.Parse(text),
        (string text) => TextTimes.DateTime(text),
        (string text) => TextTimes.DateTimeOffset(text),
        (string text) => TextTimes.Date(text),
        (string text) => TimeOnly.ParseExact(text, "HH:mm:ss.FFFFFF", Plain),
        (string text) => TextTimes.Interval(text),
        (string text) => text.StartsWith("\\x", StringComparison.Ordinal) ? Convert.FromHexString(text.AsSpan(2)) : throw new FormatException("It does not begin with \\x."),
    }.ToDictionary(reader => reader.Method.ReturnType);

    /// <summary>A <c>Func</c> from text to <paramref name="type"/>; null where there is none.</summary>
    public static Delegate? Find(Type type) =>
        Scalars.TryGetValue(type, out var known) ? known
        : type.IsEnum ? Make(nameof(OfEnum), type)
        : Nullable.GetUnderlyingType(type) is { } value ? Find(value) is { } reader ? Make(nameof(OfNullable), value, reader) : null
        : type.IsSZArray && type.GetElementType() is { } element && Find(element) is { } elements ? Make(nameof(OfArray), element, elements)
        : null;

    private static Delegate Make(string method, Type type, params object[] readers) =>
        (Delegate)typeof(TextValues).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, readers)!;

    private static Func<string, T> OfEnum<T>() where T : struct, Enum
    {
        // By name only: Enum.Parse takes numbers too.
        var members = Enum.GetNames<T>().ToDictionary(name => name, Enum.Parse<T>);
        return text => members.TryGetValue(text, out var value) ? value : throw new FormatException($"{typeof(T).Name} has no member '{text}'.");
    }

    private static Func<string, T?> OfNullable<T>(Func<string, T> reader) where T : struct => text => reader(text);

    private static Func<string, T[]> OfArray<T>(Func<string, T> reader) => text => [.. TextArray.Elements(text).Select(element =>
        element is not null ? reader(element)
        : default(T) is null ? default! : throw new FormatException($"An element is null, and {typeof(T).Name} cannot be."))];
}
