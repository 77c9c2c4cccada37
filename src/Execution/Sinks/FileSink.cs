using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Sinks.Csv;

namespace Linq.Streaming;

/// <summary>Sinks that write files, for <see cref="StreamQueryable.WriteTo"/>.</summary>
public static class FileSink
{
    /// <summary>Comma-separated UTF-8 files (<c>part-….csv</c>), which <see cref="StreamContext.FromCsv{T}"/> reads as the same rows.</summary>
    /// <typeparam name="T">A record, class, struct, anonymous type or tuple. Its columns are the members that <see cref="CsvRows.Read{T}"/> fills, in their order.</typeparam>
    /// <param name="directory">Made for this user alone (mode 0700) if it is missing. Files are made with mode 0600.</param>
    /// <param name="options">How files are named and ended; null for the defaults.</param>
    /// <remarks>
    /// <para>
    /// The culture is the invariant one; lines end with '\n'. <see cref="DateTime"/> and <see cref="DateTimeOffset"/> are written in UTC (ISO 8601; a time of no kind is taken for UTC), enums by name,
    /// null as an empty field: a null string is read back as an empty one.
    /// </para>
    /// <para>Fields are quoted as RFC 4180 says, and not changed otherwise: texts that a spreadsheet takes for formulas, such as <c>=1+1</c>, are written as they are.</para>
    /// <para>A type that cannot be written is refused when the context starts (LS5013).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static FileSink<T> Csv<T>(string directory, FileSinkOptions? options = null) =>
        new(directory, new CsvEncoder<T>((options ?? new FileSinkOptions()).HeaderRow), options);

    /// <summary>Files with one JSON object a line, in UTF-8 without a byte order mark (<c>part-….jsonl</c>).</summary>
    /// <typeparam name="T">What System.Text.Json can write, anonymous types and tuples among it.</typeparam>
    /// <param name="directory">Made for this user alone (mode 0700) if it is missing. Files are made with mode 0600.</param>
    /// <param name="options">How files are named and ended; null for the defaults.</param>
    /// <remarks>Members have the names of the type, fields included. Not-a-number and infinity are the strings "NaN", "Infinity" and "-Infinity". A type that cannot be written is refused when the context starts (LS5013).</remarks>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static FileSink<T> JsonLines<T>(string directory, FileSinkOptions? options = null) => new(directory, new JsonEncoder<T>(), options);

    /// <summary>UTF-8 text files with one row a line (<c>part-….txt</c>).</summary>
    /// <param name="directory">Made for this user alone (mode 0700) if it is missing. Files are made with mode 0600.</param>
    /// <param name="format">The text of a row, made in the invariant culture; by default its <see cref="object.ToString"/>, "null" for null. Line breaks in it are not escaped.</param>
    /// <param name="options">How files are named and ended; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static FileSink<T> Lines<T>(string directory, Func<T, string>? format = null, FileSinkOptions? options = null) =>
        new(directory, new LineEncoder<T>(format), options);
}
