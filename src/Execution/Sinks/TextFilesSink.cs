using System.Globalization;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>One file for each batch, named by its time.</summary>
/// <remarks>
/// <code>
///   words-1767225601000                                                batch 1
///   .words-00000000000000000002-00000000000000000007-1767225602000     batch 2, prepared in epoch 7
/// </code>
/// The name says all that a commit has to know, so there is no journal; whether a batch has been committed is not known either, and to commit it again does nothing.
/// </remarks>
internal sealed class TextFilesSink<T> : IStreamSink<T>
{
    private const int Digits = 20;

    private readonly LineEncoder<T> _encoder = new();
    private readonly SortedDictionary<long, string> _prepared = [];
    private readonly IDurableFileSystem _files;
    private readonly string _directory;
    private readonly string _name;
    private long _epoch;
    private (long Batch, long Time) _last;

    public TextFilesSink(string prefix, IDurableFileSystem files)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var path = OperatingSystem.IsWindows() ? prefix.Replace('\\', '/') : prefix;
        (_files, _directory, _name) = (files, DurableFiles.DirectoryOf(path), path[(path.LastIndexOf('/') + 1)..]);
        if (_name.Length == 0 || _name[0] == '.')
        {
            throw new ArgumentException($"'{prefix}' names no files. Give what their names are to start with, such as 'out/words'.", nameof(prefix));
        }
    }

    public string Guarantee => "Each batch is one file, which appears whole; a batch that runs again replaces its own file.";

    public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        _epoch = context.Epoch;
        _files.CreateDirectory(_directory);

        // What is seen may not be durable yet, and no later commit would make it so.
        _files.SyncDirectory(_directory);

        // In ordinal order the later of two epochs comes last, and it is the one whose batch may have been decided.
        foreach (var name in _files.List(_directory))
        {
            if (BatchOf(name) is { } batch)
            {
                _prepared[batch] = name;
            }
        }

        return new((long?)null);
    }

    public ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        var time = batch.Time.ToUnixTimeMilliseconds();
        if (time == _last.Time && batch.Id != _last.Batch)
        {
            throw new InvalidOperationException($"Batches {_last.Batch} and {batch.Id} have the same time in milliseconds, which names their file. Use a batch interval of at least one.");
        }

        DropFrom(0);
        using var bytes = new ByteWriter();
        _encoder.Write(batch.AsSpan(), bytes);
        var name = string.Create(CultureInfo.InvariantCulture, $".{_name}-{batch.Id:D20}-{_epoch:D20}-{time}");
        _files.Delete(PathOf(name));
        using (var file = _files.Create(PathOf(name)))
        {
            file.Write(bytes.Written);
            file.Sync();
        }

        _files.SyncDirectory(_directory);
        _prepared[batch.Id] = name;
        _last = (batch.Id, time);
        return default;
    }

    public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        if (_prepared.TryGetValue(batchId, out var name))
        {
            // It has its name where only the sync has failed the last time.
            if (_files.Exists(PathOf(name)))
            {
                _files.Rename(PathOf(name), PathOf($"{_name}-{name[(name.LastIndexOf('-') + 1)..]}"));
            }

            _files.SyncDirectory(_directory);
            _prepared.Remove(batchId);
        }

        return default;
    }

    public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        DropFrom(batchId);
        return default;
    }

    public ValueTask DisposeAsync() => default;

    private void DropFrom(long first)
    {
        foreach (var batch in _prepared.Keys.Where(batch => batch >= first).ToArray())
        {
            _files.Delete(PathOf(_prepared[batch]));
            _prepared.Remove(batch);
        }
    }

    private string PathOf(string name) => _directory == "/" ? $"/{name}" : $"{_directory}/{name}";

    // .name-batch-epoch-time
    private long? BatchOf(string name)
    {
        var start = $".{_name}-";
        if (!name.StartsWith(start, StringComparison.Ordinal) || name[start.Length..].Split('-') is not [{ Length: Digits } batch, { Length: Digits } epoch, var time])
        {
            return null;
        }

        return long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out _) && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
