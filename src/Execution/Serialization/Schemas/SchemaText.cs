using System.Globalization;
using System.Text;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Prints a schema. A record that was printed before is printed as its number, counted from 0 in the order in which records begin.</summary>
internal sealed class SchemaText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<RecordSchema, int> _numbers = [];

    private SchemaText()
    {
    }

    public static string Of(SchemaNode node)
    {
        var text = new SchemaText();
        text.Print(node);
        return text._text.ToString();
    }

    private void Print(SchemaNode node)
    {
        switch (node)
        {
            case ScalarSchema scalar:
                _text.Append(scalar.Kind);
                break;
            case OptionalSchema optional:
                Print(optional.Value);
                _text.Append('?');
                break;
            case SequenceSchema sequence:
                Print(sequence);
                break;
            case RecordSchema record when _numbers.TryGetValue(record, out var number):
                _text.Append('#').Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case RecordSchema record:
                _numbers.Add(record, _numbers.Count);
                Print(record);
                break;
        }
    }

    private void Print(SequenceSchema sequence)
    {
        _text.Append(sequence.Kind).Append('[');
        for (var i = 0; i < sequence.Parts.Count; i++)
        {
            _text.Append(i == 0 ? "" : ",");
            Print(sequence.Parts[i]);
        }

        _text.Append(']');
    }

    private void Print(RecordSchema record)
    {
        _text.Append('{');
        for (var i = 0; i < record.Members.Count; i++)
        {
            _text.Append(i == 0 ? "" : ",");
            PrintName(record.Members[i].Name);
            _text.Append(':');
            Print(record.Members[i].Value);
        }

        _text.Append('}');
    }

    // The name of a property that implements an interface explicitly has dots and brackets.
    private void PrintName(string name)
    {
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) || character == '_')
            {
                _text.Append(character);
            }
            else
            {
                _text.Append('\\').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
    }
}
