using Linq.Streaming.Execution.Inputs.Csv;
using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming;

/// <summary>Reads CSV files as typed rows.</summary>
public static class CsvRows
{
    /// <summary>The rows of a comma-separated UTF-8 file with a header, read while they are enumerated, one row after the other.</summary>
    /// <typeparam name="T">
    /// The type of one row: a record, class or struct. Its members are the parameters of its constructor (the only public one, or
    /// among several the one without parameters, or else the longest) and its public properties with a setter or <c>init</c>.
    /// </typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The rows in the order of the file. Each enumeration opens the file anew, and only then is anything checked.</returns>
    /// <remarks>
    /// <para>A column belongs to the member of the same name; case, '_', '-' and spaces make no difference
    /// (<c>delay_minutes</c> is <c>DelayMinutes</c>). Other columns are ignored. A member without a column keeps its default.</para>
    /// <para>Members are strings, numbers, <see cref="bool"/>, <see cref="char"/>, <see cref="Guid"/>, enums by name, <see cref="DateTime"/>
    /// (of kind UTC), <see cref="DateTimeOffset"/> (UTC unless the text has an offset), <see cref="DateOnly"/>, <see cref="TimeOnly"/>,
    /// <see cref="TimeSpan"/>, any other <see cref="ISpanParsable{TSelf}"/>, and <see cref="Nullable{T}"/> of these, for which
    /// an empty field is null. An empty field of a string is the empty string. The culture is the invariant one.</para>
    /// <para>Fields may be quoted, and then contain commas, line breaks and doubled quotes. Blank lines are ignored, and so are
    /// fields beyond the last column of the header.</para>
    /// </remarks>
    /// <exception cref="StreamQueryException">
    /// While enumerating. LS4001: a row has a malformed value or too few columns; what came before it has been returned. LS4002: a column is
    /// missing for a constructor parameter without a default or a <c>required</c> property, no column fits any member, or the file is
    /// empty. LS4003: the file is missing or cannot be read. LS4005: <typeparamref name="T"/> cannot be made from a row.
    /// </exception>
    public static IEnumerable<T> Read<T>(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadRows<T>(path, null);
    }

    /// <summary>As <see cref="Read{T}(string)"/>, with what is done with malformed rows; null fails.</summary>
    internal static IEnumerable<T> ReadWith<T>(string path, MalformedInputs? malformed) => ReadRows<T>(path, malformed);

    private static IEnumerable<T> ReadRows<T>(string path, MalformedInputs? malformed)
    {
        var reader = CsvRowReader<T>.Shared;
        using var file = new CsvFile(path);
        var columns = reader.Bind(file.ReadHeader(reader.Members[0].Name), path);
        while (TryRead(reader, file, columns, malformed, out var row, out var isRow))
        {
            if (isRow)
                yield return row;
        }
    }

    // False at the end. A row that is malformed is told, and is none.
    private static bool TryRead<T>(CsvRowReader<T> reader, CsvFile file, int[] columns, MalformedInputs? malformed, out T row, out bool isRow)
    {
        (row, isRow) = (default!, false);
        try
        {
            if (!file.ReadRow())
                return false;
            (row, isRow) = (reader.Read(file, columns), true);
        }
        catch (StreamQueryException failure) when (malformed is not null && file.CanGoOn && failure.Code == "LS4001")
        {
            var parameters = failure.Diagnostics[0].Parameters;
            malformed.Handle($"{Path.GetFileName((string)parameters[0]!)}, line {parameters[1]}", (string)parameters[2]!, file.RowText);
        }

        return true;
    }
}
