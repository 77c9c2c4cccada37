using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>The lines of the files that appear in a directory, in the order of their times and names.</summary>
/// <remarks>
/// <para>
/// A batch has files that were last modified at its time or before. A partition is a file as it was first seen, and its position the number of bytes read. Files that have been read are left out of the positions when they are too old to be
/// taken for new ones, so that these stay small: a mark says up to where in the order that is so. While files wait for room the mark stays before them, however old they are.
/// </para>
/// <para>Where files are removed nothing is told by their age: each that is there is new, unless it is in the positions, and it stays in them until it is gone.</para>
/// </remarks>
internal sealed class TextFileSource<T>(string path, TextFilesOptions options, Func<string, T> parse, MalformedInputs malformed) : IStreamSource<T>, ITimedSource
{
    // A part that is too large for the batch is read in pieces of so many rows, until it is large enough.
    private const long Piece = 1_024;

    private readonly FileDirectory _directory = new(path, options);
    private readonly FileLines<T> _lines = new(parse, options.MaxLineBytes, malformed);
    private readonly Dictionary<(string Partition, long From, long Until), List<T>> _read = [];
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
        if (!Directory.Exists(path))
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(path, "There is no such directory."));
        }

        if (from is null)
        {
            return new(new FileProgress(options.NewFilesOnly ? FileMark.Behind(_start) : FileMark.Start, new Dictionary<FileId, long>()).ToOffsets());
        }

        foreach (var (file, _) in FileProgress.Of(from).Files.Where(IsRead))
        {
            _directory.MarkRemoved(file);
        }

        return new(from);
    }

    public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        _read.Clear();
        var (before, now) = (FileProgress.Of(from), _now);
        var (kept, found) = Look(before, now);
        var todo = found.Select(file => KeyValuePair.Create(file, 0L)).Concat(kept.Where(entry => !IsRead(entry))).OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal).ToList();
        var count = Read(todo, Math.Min(maxRows, options.MaxRowsPerBatch), kept, cancellationToken);
        return new(new StreamAdvance(new FileProgress(Mark(before.Through, todo, count, now), kept).ToOffsets()));
    }

    public ValueTask ReadAsync(string partition, long from, long until, ICollection<T> rows, CancellationToken cancellationToken)
    {
        if (!FileProgress.IsFile(partition))
        {
            return default;
        }

        if (!_read.Remove((partition, from, until), out var read))
        {
            _lines.Read(_directory.PathOf(FileId.Parse(partition)), from, until, long.MaxValue, rows);
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
        if (_directory.Removes)
        {
            foreach (var (file, _) in FileProgress.Of(offsets).Files.Where(IsRead))
            {
                _directory.Remove(file);
            }
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    private static bool IsRead(KeyValuePair<FileId, long> entry) => entry.Value >= entry.Key.Length;

    // The files that are still to be known, and those that are new.
    private (Dictionary<FileId, long> Kept, List<FileId> Found) Look(FileProgress before, long now)
    {
        var (byName, files) = (before.Files.Keys.ToDictionary(file => file.Name, StringComparer.Ordinal), _directory.List());
        var (there, found) = (new HashSet<FileId>(), new List<FileId>());
        var mark = _directory.Removes ? FileMark.Start : before.Through;
        foreach (var file in files)
        {
            if (byName.TryGetValue(file.Name, out var known) && !(_directory.Removes && known != file && _directory.MayBeRemoved(known)))
            {
                there.Add(known == file ? file : throw _directory.Changed(known, file));
            }
            else if (mark.IsNew(file, isKnown: false, now))
            {
                found.Add(file);
            }
        }

        var kept = new Dictionary<FileId, long>();
        foreach (var (file, position) in before.Files)
        {
            if (position < file.Length || (_directory.Removes ? there.Contains(file) : mark.IsBefore(file)))
            {
                kept.Add(file, position);
            }
            else
            {
                _directory.Forget(file);
            }
        }

        return (kept, found);
    }

    // How many of the files have been begun.
    private int Read(List<KeyValuePair<FileId, long>> todo, long maxRows, Dictionary<FileId, long> positions, CancellationToken cancellation)
    {
        var (left, bytes, count) = (maxRows, options.MaxBytesPerBatch, 0);
        while (count < todo.Count && count < options.MaxFilesPerBatch && left > 0 && bytes > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (file, position) = todo[count++];
            var rows = new List<T>();
            var end = Lines(file, position, left, bytes, rows);
            (left, bytes) = (left - rows.Count, bytes - (end - position));
            positions[file] = end;
            _read[(file.ToString(), position, end)] = rows;
        }

        return count;
    }

    private long Lines(FileId file, long position, long maxRows, long maxBytes, List<T> rows)
    {
        var (from, start) = (_directory.PathOf(file), position);
        while (position < file.Length && rows.Count < maxRows && position - start < maxBytes)
        {
            position = _lines.Read(from, position, file.Length, file.Length - start <= maxBytes ? maxRows - rows.Count : Math.Min(Piece, maxRows - rows.Count), rows);
        }

        return position;
    }

    // As far as names are too old to be kept, but not past a file that waits.
    private FileMark Mark(FileMark before, List<KeyValuePair<FileId, long>> todo, int count, long now)
    {
        var old = FileMark.Behind(now - options.Remember.Ticks);
        return FileMark.Later(before, count == todo.Count ? old : FileMark.Earlier(old, count == 0 ? before : FileMark.Behind(todo[count - 1].Key)));
    }
}
