using System.Globalization;
using System.Text;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Reads what <see cref="SchemaText"/> prints.</summary>
/// <remarks>
/// <code>
/// node   = ( kind | sequence | record | '#' number ) { '?' }
/// sequence = [ 'set' | 'sortedset' | 'map' | 'sortedmap' ] '[' node [ ',' node ] ']'
/// record = '{' [ name ':' node { ',' name ':' node } ] '}'
/// </code>
/// In a name, a character that is no letter, digit or underscore is a backslash and four hexadecimal digits.
/// </remarks>
internal sealed class SchemaParser
{
    private const string Ends = ",{}[]?#";

    private readonly string _text;
    private readonly List<RecordSchema> _records = [];
    private int _position;
    private int _depth;

    private SchemaParser(string text) => _text = text;

    /// <summary>The schema; null where the text is none.</summary>
    public static SchemaNode? TryParse(string text)
    {
        var parser = new SchemaParser(text);
        return parser.Node() is { } node && parser._position == text.Length && parser.IsFinite() ? node : null;
    }

    // A record that holds itself does so in something that may be null or empty, else a value would have no end.
    private bool IsFinite()
    {
        var finite = new HashSet<RecordSchema>();
        while (_records.Find(record => !finite.Contains(record) && record.Members.All(member => member.Value is not RecordSchema held || finite.Contains(held))) is { } next)
        {
            finite.Add(next);
        }

        return finite.Count == _records.Count;
    }

    private SchemaNode? Node()
    {
        if (_depth == Depth.MostTypes * 4)
        {
            return null;
        }

        _depth++;
        var node = Core();
        while (node is not null && Take('?'))
        {
            node = new OptionalSchema(node);
        }

        _depth--;
        return node;
    }

    private SchemaNode? Core()
    {
        if (Take('{'))
        {
            return Record();
        }

        if (Take('#'))
        {
            return int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _records.Count ? _records[number] : null;
        }

        var kind = Word();
        return Take('[') ? Sequence(kind)
            : ScalarKinds.ByKind.ContainsKey(kind) || MemoryPackSchema.Is(kind) ? new ScalarSchema(kind)
            : null;
    }

    private SequenceSchema? Sequence(string kind)
    {
        var parts = new List<SchemaNode>();
        do
        {
            if (Node() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (Take(','));
        return Take(']') && parts.Count == SequenceKinds.PartsOf(kind) ? new SequenceSchema(kind, parts) : null;
    }

    private RecordSchema? Record()
    {
        var record = new RecordSchema();
        _records.Add(record);
        var members = new List<(string, SchemaNode)>();
        if (!Take('}'))
        {
            do
            {
                if (Name() is not { } name || !Take(':') || Node() is not { } value)
                {
                    return null;
                }

                members.Add((name, value));
            }
            while (Take(','));
            if (!Take('}'))
            {
                return null;
            }
        }

        record.Members = members;
        return record;
    }

    private string? Name()
    {
        var name = new StringBuilder();
        for (; _position < _text.Length && _text[_position] != ':'; _position++)
        {
            if (_text[_position] != '\\')
            {
                name.Append(_text[_position]);
            }
            else if (_position + 4 < _text.Length && ushort.TryParse(_text.AsSpan(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                name.Append((char)code);
                _position += 4;
            }
            else
            {
                return null;
            }
        }

        return name.ToString();
    }

    private string Word()
    {
        var start = _position;
        while (_position < _text.Length && !Ends.Contains(_text[_position], StringComparison.Ordinal))
        {
            _position++;
        }

        return _text[start.._position];
    }

    private bool Take(char character)
    {
        if (_position == _text.Length || _text[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }
}
