namespace Linq.Streaming.Execution.Storage;

/// <summary>What is done with durable files in more than one step.</summary>
internal static class DurableFiles
{
    /// <summary>Ends the name under which a file is written before it gets its own. What a crash leaves under such a name means nothing and may be deleted.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Makes <paramref name="bytes"/> the content of a file, durably: after a crash at any time it has its old content or all of the new.</summary>
    /// <exception cref="DurableIOException">The file has its old content or all of the new, and which of them is not known to be durable.</exception>
    public static void WriteAtomically(this IDurableFileSystem files, string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            // The content before the name: else the name could outlive a crash that the content does not.
            using (var file = files.Create(temporary))
            {
                file.Write(bytes);
                file.Sync();
            }

            files.Rename(temporary, path);
            files.SyncDirectory(DirectoryOf(path));
        }
        catch (DurableIOException)
        {
            DeleteIfPossible(files, temporary);
            throw;
        }
    }

    /// <summary>The directory that has a file; "." for a name alone.</summary>
    public static string DirectoryOf(string path) => path.LastIndexOf('/') switch
    {
        < 0 => ".",
        0 => "/",
        var end => path[..end],
    };

    // A disk that is full is not to stay full of what was given up.
    private static void DeleteIfPossible(IDurableFileSystem files, string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (DurableIOException)
        {
            // The first failure is the one to tell.
        }
    }
}
