namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>The files of a directory, and what becomes of those that have been committed. Thread-safe: files are removed where batches are committed.</summary>
internal sealed class FileDirectory(string path, TextFilesOptions options)
{
    private readonly Lock _gate = new();

    // Files that were removed, or may have been: their names may stand for other files.
    private readonly HashSet<FileId> _removed = [];

    /// <summary>Whether files are removed.</summary>
    public bool Removes => options.AfterCommit != FileCleanup.Keep;

    public string Path => path;

    /// <summary>The files as they are now.</summary>
    /// <exception cref="StreamQueryException">LS4008.</exception>
    public IReadOnlyList<FileId> List()
    {
        var files = new List<FileId>();
        try
        {
            foreach (var file in new DirectoryInfo(path).EnumerateFiles(options.Pattern))
            {
                if (!file.Name.StartsWith('.') && Look(file) is { } found)
                {
                    files.Add(found);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(path, failure.Message), failure);
        }

        return files;
    }

    /// <summary>The path of a file, which is as it was.</summary>
    /// <exception cref="StreamQueryException">LS4007: it is not.</exception>
    public string PathOf(FileId file)
    {
        var info = new FileInfo(System.IO.Path.Combine(path, file.Name));
        return Look(info) is not { } now ? throw new StreamQueryException(StreamErrors.FileChanged(file.Name, path, "It is gone."))
            : now == file ? info.FullName
            : throw Changed(file, now);
    }

    /// <summary>A file is another one than it was.</summary>
    public StreamQueryException Changed(FileId before, FileId now) => new(StreamErrors.FileChanged(
        before.Name, path, $"It had {before.Length} bytes of {Text(before)} and has {now.Length} of {Text(now)}."));

    /// <summary>Whether the name of a file may stand for another one by now.</summary>
    public bool MayBeRemoved(FileId file)
    {
        lock (_gate)
            return _removed.Contains(file);
    }

    /// <summary>An earlier process may have removed it.</summary>
    public void MarkRemoved(FileId file)
    {
        lock (_gate)
            _removed.Add(file);
    }

    /// <summary>Nobody asks for it any more.</summary>
    public void Forget(FileId file)
    {
        lock (_gate)
            _removed.Remove(file);
    }

    /// <summary>Removes a file that has been read to its end and committed. Another one that has its name is left alone.</summary>
    public void Remove(FileId file)
    {
        var info = new FileInfo(System.IO.Path.Combine(path, file.Name));
        try
        {
            if (Look(info) != file)
            {
                return;
            }

            if (options.AfterCommit == FileCleanup.Delete)
            {
                info.Delete();
            }
            else
            {
                Directory.CreateDirectory(options.MoveTo!);
                info.MoveTo(Target(file), overwrite: true);
            }

            MarkRemoved(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StreamQueryException(StreamErrors.DirectoryNotRead(path, failure.Message), failure);
        }
    }

    // What is there already was another file.
    private string Target(FileId file)
    {
        var target = System.IO.Path.Combine(options.MoveTo!, file.Name);
        return File.Exists(target) ? $"{target}.{file.ModifiedTicks}" : target;
    }

    // Null where it has gone since it was listed, as one that is being renamed.
    private static FileId? Look(FileInfo file)
    {
        try
        {
            return file.Exists ? FileId.Of(file) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Text(FileId file) => new DateTime(file.ModifiedTicks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", System.Globalization.CultureInfo.InvariantCulture);
}
