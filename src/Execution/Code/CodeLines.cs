using System.Text;

namespace Linq.Streaming.Execution.Code;

/// <summary>Statements as lines, indented by the braces around them.</summary>
internal sealed class CodeLines
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Add(string line) => _text.Append(' ', line.Length == 0 ? 0 : _depth * 4).Append(line).Append('\n');

    /// <summary>The lines of <paramref name="text"/>.</summary>
    public void AddText(string text)
    {
        foreach (var line in text.Split('\n')[..^1])
        {
            Add(line);
        }
    }

    /// <summary><paramref name="head"/>, and what <paramref name="body"/> adds in braces.</summary>
    public void AddBlock(string head, Action body)
    {
        Add(head);
        Add("{");
        _depth++;
        body();
        _depth--;
        Add("}");
    }

    /// <summary>A label, which stands out by a level.</summary>
    public void AddLabel(string name)
    {
        var depth = _depth;
        _depth = Math.Max(0, depth - 1);
        Add($"{name}:;");
        _depth = depth;
    }

    public override string ToString() => _text.ToString();
}
