using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming;

/// <summary>Outputs that are files, one for each batch.</summary>
public static class StreamFiles
{
    /// <summary>Writes each batch to a text file <c>prefix-time</c>, one element a line. Spark's <c>saveAsTextFiles</c>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="prefix">What the paths of files start with, such as <c>out/words</c>. The directory is made for this user alone if it is missing.</param>
    /// <remarks>
    /// <para>
    /// Registers an output. The time is the batch time in milliseconds since 1970; the text of an element is that of the invariant culture, "null" for null, and line
    /// breaks in it are not escaped. A batch without elements is an empty file.
    /// </para>
    /// <para>A file appears whole, under a name that starts with a dot before. A batch that runs again replaces its own file, so nothing is doubled; <see cref="FileSink"/> makes fewer and larger files.</para>
    /// </remarks>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void WriteTextFiles<T>(this IStreamQueryable<T> source, string prefix) => WriteTextFiles(source, prefix, new NativeFileSystem());

    internal static void WriteTextFiles<T>(IStreamQueryable<T> source, string prefix, IDurableFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Provider.AddOutput(new SinkOutput<T>(nameof(WriteTextFiles), source.Expression, new TextFilesSink<T>(prefix, files), null));
    }
}
