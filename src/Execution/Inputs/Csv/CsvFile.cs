using Sylvan.Data.Csv;

namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>An open CSV file at one of its rows. It knows the line numbers, so that every complaint names its line.</summary>
internal sealed class CsvFile : IDisposable
{
    private const int FirstLine = 1;
    private const int LongestQuote = 40;

    private static readonly CsvDataReaderOptions Options = new()
    {
        // The header is read as a row, so that it is counted like one.
        HasHeaders = false,
        Delimiter = ',',
        // No comments: a value may begin with any character that text files contain.
        Comment = '\0',
        BufferSize = 1 << 16,
        MaxBufferSize = 1 << 24,
    };

    private readonly string _path;
    private readonly CsvDataReader _csv;
    private string[] _header = [];
    private StringPool?[] _strings = [];
    private long _line = FirstLine;
    private long _nextLine = FirstLine;

    public CsvFile(string path)
    {
        _path = path;
        StreamReader? text = null;
        try
        {
            text = new StreamReader(path);
            _csv = CsvDataReader.Create(text, Options);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            text?.Dispose();
            throw translated;
        }
    }

    /// <summary>Reads the header.</summary>
    /// <param name="wanted">A column to name if there is no header at all.</param>
    public string[] ReadHeader(string wanted)
    {
        if (!Advance())
            throw new StreamQueryException(StreamErrors.MissingColumn(_path, wanted, "nothing, the file is empty"));
        _header = new string[_csv.RowFieldCount];
        for (var column = 0; column < _header.Length; column++)
            _header[column] = _csv.GetFieldSpan(column).ToString();
        _strings = new StringPool?[_header.Length];
        return _header;
    }

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    public bool ReadRow()
    {
        if (!Advance())
            return false;
        var found = _csv.RowFieldCount;
        return found >= _header.Length
            ? true
            : throw Malformed($"the row ends after {found} of {_header.Length} columns; column '{_header[found]}' is missing.");
    }

    /// <summary>The current row as it stands in the file.</summary>
    public string RowText => _csv.GetRawRecordSpan().TrimEnd("\r\n").ToString();

    /// <summary>Whether rows can be told apart behind the current one: not behind quotes that do not match, or a row without end.</summary>
    public bool CanGoOn { get; private set; } = true;

    public ReadOnlySpan<char> Field(int column) => _csv.GetFieldSpan(column);

    /// <summary>The field as a string; short texts that repeat in a column become one string.</summary>
    public string Text(int column) => (_strings[column] ??= new StringPool()).Get(_csv.GetFieldSpan(column));

    /// <summary>The field of the current row is not what its member needs.</summary>
    public StreamQueryException Malformed(int column, Type wanted)
    {
        var text = _csv.GetFieldSpan(column);
        var quote = text.Length <= LongestQuote ? text.ToString() : $"{text[..LongestQuote]}…";
        return Malformed($"column '{_header[column]}' has '{quote}', which is not a valid {wanted.Name}.");
    }

    public void Dispose() => _csv.Dispose();

    private StreamQueryException Malformed(string reason, Exception? cause = null) =>
        new(StreamErrors.MalformedRow(_path, _line, reason), cause);

    private bool Advance()
    {
        do
        {
            _line = _nextLine;
            if (!ReadRecord())
                return false;
            _nextLine += Math.Max(1, _csv.GetRawRecordSpan().Count('\n'));
        }
        while (_csv.RowFieldCount <= 1 && _csv.GetRawRecordSpan().Trim("\r\n").IsEmpty);

        return true;
    }

    private bool ReadRecord()
    {
        try
        {
            return _csv.Read();
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            CanGoOn = false;
            throw translated;
        }
    }

    private StreamQueryException? Translate(Exception exception) => exception switch
    {
        CsvFormatException => Malformed(exception.Message, exception),
        IOException or UnauthorizedAccessException => new(StreamErrors.UnreadableFile(_path, exception.Message), exception),
        _ => null,
    };
}
