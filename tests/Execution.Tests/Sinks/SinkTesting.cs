using System.Text;
using Linq.Streaming;
using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Sinks.Csv;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Sinks;

/// <summary>Sinks called as a context calls them, one step after the other.</summary>
internal static class SinkTesting
{
    public const string Out = "out";
    public static readonly Guid Query = new("6f9b1c5e-3a6d-4f6e-9a51-0d3f0c6f7b11");
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FileSink<T> Csv<T>(IDurableFileSystem files, FileSinkOptions? options = null) => new(Out, new CsvEncoder<T>((options ?? new()).HeaderRow), options, files);

    public static FileSink<string> Lines(IDurableFileSystem files, FileSinkOptions? options = null) => new(Out, new LineEncoder<string>(), options, files);

    public static Batch<T> Batch<T>(long id, params T[] rows) => new(rows, Zero.AddSeconds(id), id, null);

    public static long? Open<T>(this IStreamSink<T> sink, long epoch = 1, string output = "o", Guid? query = null) =>
        Wait(sink.OpenAsync(new StreamSinkContext(query ?? Query, output, epoch), default));

    public static void Prepare<T>(this IStreamSink<T> sink, Batch<T> batch) => Wait(sink.PrepareAsync(batch, default));

    public static void Commit<T>(this IStreamSink<T> sink, long batch) => Wait(sink.CommitAsync(batch, default));

    public static void Abort<T>(this IStreamSink<T> sink, long batch) => Wait(sink.AbortAsync(batch, default));

    public static void Close<T>(this IStreamSink<T> sink) => Wait(sink.DisposeAsync());

    public static void Write<T>(this IStreamSink<T> sink, Batch<T> batch)
    {
        sink.Prepare(batch);
        sink.Commit(batch.Id);
    }

    /// <summary>What readers see: names without the prefix, zeros and extension, and contents.</summary>
    public static string[] Visible(IDurableFileSystem files) =>
        [.. files.List(Out).Where(name => name[0] != '.').Select(name => $"{Short(name)} {Text(files, name)}")];

    /// <summary>The files that are being written.</summary>
    public static string[] Hidden(IDurableFileSystem files) =>
        [.. files.List(Out).Where(name => name.StartsWith(".current", StringComparison.Ordinal)).Select(name => $"{Short(name)} {Text(files, name)}")];

    private static string Short(string name) =>
        string.Join('-', Path.GetFileNameWithoutExtension(name).Split('-').Select(part => part.TrimStart('0')).Where(part => part is not (".current" or "part")));

    private static string Text(IDurableFileSystem files, string name) => Encoding.UTF8.GetString(files.Read($"{Out}/{name}"));

    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static TResult Wait<TResult>(ValueTask<TResult> task) => task.AsTask().GetAwaiter().GetResult();
}
