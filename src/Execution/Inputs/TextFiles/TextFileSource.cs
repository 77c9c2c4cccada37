using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>The lines of the files that appear in a directory, in the order of their times and names.</summary>
/// <remarks>
/// A batch has files that were last modified at its time or before. A partition is a file as it was first seen, and its position the number of bytes read; one without a name has the time of the last look, in ticks. Files that have been read are left out of the
/// positions when they are too old to be taken for new ones, so that these stay small.
/// </remarks>
internal sealed class TextFileSource<T>(string directory, TextFilesOptions options, Func<string, T> parse, MalformedInputs malformed) : IStreamSource<T>, ITimedSource
{
    private const string LastLook = "";
    private const string Started = "started";

    private readonly FileLines<T> _lines = new(parse, options.MaxLineBytes, malformed);
    private readonly Dictionary<(string Partition, long From, long Until), List<T>> _read = [];
    private FileSelection _selection;
    private long _start;
    private long _now;

    public DateTimeOffset StartTime
    {
        set => _start = value.UtcTicks;
    }

    // What was modified after it comes with a later batch, so that batches that are made up for after a break are as they would have been.
    public DateTimeOffset BatchTime
    {
        set => _now = value.UtcTicks;
    }

    public long MalformedCount => malformed.Count;

    public ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(directory, "There is no such directory."));
        }

        // The first start is known by the first look, which the positions keep in their oldest entry.
        var start = from?.TryGetValue(Started, out var ticks) == true ? ticks : _start;
        _selection = new FileSelection(options.NewFilesOnly ? start : 0, options.Remember.Ticks);
        return new(from ?? new StreamOffsets([KeyValuePair.Create(Started, start), KeyValuePair.Create(LastLook, 0L)]));
    }

    public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        _read.Clear();
        var (now, last) = (_now, from[LastLook]);
        var until = new Dictionary<string, long>(StringComparer.Ordinal) { [Started] = from[Started], [LastLook] = now };
        var files = new List<(FileId File, long Position)>();
        foreach (var (partition, position) in from.Where(entry => entry.Key is not (LastLook or Started)))
        {
            var file = FileId.Parse(partition);
            if (position < file.Length)
            {
                files.Add((file, position));
            }
            else if (!_selection.IsOver(file.ModifiedTicks, last))
            {
                until[partition] = position;
            }
        }

        files.AddRange(NewFiles(from, now, last).Select(file => (file, 0L)));
        Read(files.OrderBy(file => file.File.ModifiedTicks).ThenBy(file => file.File.Name, StringComparer.Ordinal), Math.Min(maxRows, options.MaxRowsPerBatch), until, from, cancellationToken);
        return new(new StreamAdvance(new StreamOffsets(until)));
    }

    public ValueTask ReadAsync(string partition, long from, long until, ICollection<T> rows, CancellationToken cancellationToken)
    {
        if (partition is LastLook or Started)
        {
            return default;
        }

        if (!_read.Remove((partition, from, until), out var read))
        {
            var file = FileId.Parse(partition);
            _lines.Read(PathOf(file), from, until, long.MaxValue, rows);
            return default;
        }

        foreach (var row in read)
        {
            rows.Add(row);
        }

        return default;
    }

    public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken)
    {
        if (options.AfterCommit != FileCleanup.Keep)
        {
            foreach (var (partition, position) in offsets.Where(entry => entry.Key is not (LastLook or Started)))
            {
                if (FileId.Parse(partition) is var file && position >= file.Length)
                {
                    CleanUp(Path.Combine(directory, file.Name), file);
                }
            }
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    private List<FileId> NewFiles(StreamOffsets from, long now, long last)
    {
        var known = from.Where(entry => entry.Key is not (LastLook or Started)).Select(entry => FileId.Parse(entry.Key)).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var found = new List<FileId>();
        try
        {
            foreach (var info in new DirectoryInfo(directory).EnumerateFiles(options.Pattern).Where(info => !info.Name.StartsWith('.')))
            {
                var file = FileId.Of(info);
                if (known.TryGetValue(file.Name, out var before))
                {
                    CheckUnchanged(before, file);
                }
                else if (options.AfterCommit != FileCleanup.Keep ? file.ModifiedTicks <= now : _selection.IsNew(file.ModifiedTicks, isKnown: false, now, last == 0 ? 0 : last))
                {
                    found.Add(file);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(directory, failure.Message), failure);
        }

        return found;
    }

    private void Read(IEnumerable<(FileId File, long Position)> files, long maxRows, Dictionary<string, long> until, StreamOffsets from, CancellationToken cancellation)
    {
        var (left, bytes, count) = (maxRows, options.MaxBytesPerBatch, 0);
        foreach (var (file, position) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var partition = file.ToString();
            if (left <= 0 || bytes <= 0 || count++ >= options.MaxFilesPerBatch)
            {
                if (from.ContainsKey(partition))
                {
                    until[partition] = position;
                }

                continue;
            }

            var rows = new List<T>();
            var end = Lines(file, position, left, bytes, rows);
            (left, bytes) = (left - rows.Count, bytes - (end - position));
            until[partition] = end;
            _read[(partition, position, end)] = rows;
        }
    }

    // A part that is too large for the batch is read in pieces of some rows, until it is large enough.
    private long Lines(FileId file, long position, long maxRows, long maxBytes, List<T> rows)
    {
        const long Piece = 1_024;
        var path = PathOf(file);
        var start = position;
        while (position < file.Length && rows.Count < maxRows && position - start < maxBytes)
        {
            position = _lines.Read(path, position, file.Length, file.Length - start <= maxBytes ? maxRows - rows.Count : Math.Min(Piece, maxRows - rows.Count), rows);
        }

        return position;
    }

    private string PathOf(FileId file)
    {
        var info = new FileInfo(Path.Combine(directory, file.Name));
        if (!info.Exists)
        {
            throw new StreamQueryException(StreamErrors.FileChanged(file.Name, directory, "It is gone."));
        }

        CheckUnchanged(file, FileId.Of(info));
        return info.FullName;
    }

    private void CheckUnchanged(FileId before, FileId now)
    {
        if (before != now)
        {
            throw new StreamQueryException(StreamErrors.FileChanged(
                before.Name, directory, $"It had {before.Length} bytes of {Text(before)} and has {now.Length} of {Text(now)}."));
        }
    }

    private static string Text(FileId file) => new DateTime(file.ModifiedTicks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", System.Globalization.CultureInfo.InvariantCulture);

    private void CleanUp(string path, FileId file)
    {
        try
        {
            if (options.AfterCommit == FileCleanup.Delete)
            {
                File.Delete(path);
            }
            else if (File.Exists(path))
            {
                Directory.CreateDirectory(options.MoveTo!);
                File.Move(path, Path.Combine(options.MoveTo!, file.Name), overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(directory, failure.Message), failure);
        }
    }
}
