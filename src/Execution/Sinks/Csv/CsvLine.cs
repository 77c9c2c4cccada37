using System.Buffers;
using System.Globalization;
using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Sinks.Csv;

/// <summary>One line, field by field. Row writers call its methods directly.</summary>
internal sealed class CsvLine
{
    private const string UtcFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private char[] _chars = new char[256];
    private int _count;
    private int _fields;

    /// <summary>The call that adds a value of its type, which is not a <see cref="Nullable{T}"/>.</summary>
    public static Expression Write(Expression line, Expression value)
    {
        var type = value.Type;
        return type == typeof(string) ? Expression.Call(line, nameof(Text), null, value)
            : type == typeof(DateTime) ? Expression.Call(line, nameof(Time), null, value)
            : type == typeof(DateTimeOffset) ? Expression.Call(line, nameof(Instant), null, value)
            : type == typeof(TimeOnly) || type == typeof(DateOnly) ? Expression.Call(line, nameof(Formatted), [type], value, Expression.Constant("O"))
            : Expression.Call(line, nameof(Formatted), [type], value, Expression.Constant(null, typeof(string)));
    }

    public void Clear() => (_count, _fields) = (0, 0);

    /// <summary>The whole line with its end. Holds until the next change.</summary>
    public ReadOnlySpan<char> End()
    {
        // A single field that is empty would be a blank line, which readers pass over.
        if (_fields == 1 && _count == 0)
        {
            Append("\"\"");
        }

        Append("\n");
        return _chars.AsSpan(0, _count);
    }

    public void Text(string? value)
    {
        Separate();
        if (value.AsSpan().ContainsAny(Quoted))
        {
            Append("\"");
            Append(value!.Replace("\"", "\"\"", StringComparison.Ordinal));
            Append("\"");
        }
        else
        {
            Append(value);
        }
    }

    public void Time(DateTime value) => Formatted(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value, UtcFormat);

    public void Instant(DateTimeOffset value) => Formatted(value.UtcDateTime, UtcFormat);

    public void Formatted<TValue>(TValue value, string? format)
    {
        if (value is not ISpanFormattable)
        {
            Text(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());
            return;
        }

        Separate();
        int written;
        while (!((ISpanFormattable)value).TryFormat(_chars.AsSpan(_count), out written, format, CultureInfo.InvariantCulture))
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        var field = _chars.AsSpan(_count, written);
        if (field.ContainsAny(Quoted))
        {
            var text = field.ToString();
            _fields--;
            _count -= _fields > 0 ? 1 : 0;
            Text(text);
        }
        else
        {
            _count += written;
        }
    }

    private void Separate()
    {
        if (_fields++ > 0)
        {
            Append(",");
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_chars.Length - _count < text.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _count + text.Length));
        }

        text.CopyTo(_chars.AsSpan(_count));
        _count += text.Length;
    }
}
