using System.Text;

namespace Nexmark;

/// <summary>Writes the header and every row. Nothing comes before the first rows or the end: a query that fails at once writes nothing.</summary>
internal sealed class CsvReport(TextWriter output, string header) : IReport
{
    private const int TextToWrite = 1 << 16;

    private readonly StringBuilder _text = new StringBuilder().AppendLine(header);

    public void Add(int count, IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            _text.AppendLine(row);
            if (_text.Length >= TextToWrite)
                Write();
        }

        if (count > 0)
            Write();
    }

    public void Finish(long read) => Write();

    private void Write()
    {
        output.Write(_text);
        _text.Clear();
    }
}
