namespace Linq.Streaming.Execution.Storage;

/// <summary>All that durable state asks of a file system.</summary>
/// <remarks>
/// <para>
/// Two things are durable separately. The content of a file is, once <see cref="IDurableFile.Sync"/> has returned. That a name is there, gone, or stands for another
/// file is, once <see cref="SyncDirectory"/> of its directory has returned. A crash of the process loses neither; a crash of the machine may lose anything else,
/// in any order: a name may be there whose content is not.
/// </para>
/// <para>
/// Paths are absolute or relative to the process, with '/' between names. Different files may be used by different threads, one file by one thread at a time.
/// Everything that fails throws a <see cref="DurableIOException"/>.
/// </para>
/// </remarks>
internal interface IDurableFileSystem
{
    /// <summary>Makes a directory and those above it, for this user alone (mode 0700), and makes their names durable.</summary>
    /// <remarks>One that is there keeps its mode; its name is made durable all the same, since whoever made it may have died before.</remarks>
    void CreateDirectory(string path);

    /// <summary>Whether there is such a file; false for a directory. What hinders the answer throws, so that no state is missed for want of a permission.</summary>
    bool Exists(string path);

    /// <summary>The names of the files in a directory, without those of directories, in ordinal order; none if there is no such directory.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>The whole content of a file, synced or not.</summary>
    byte[] Read(string path);

    /// <summary>Opens a file for writing from its start. The content of an old one is cut away, which is durable with the first sync of the file.</summary>
    /// <remarks>A new name is durable with the next <see cref="SyncDirectory"/>, not with a sync of the file.</remarks>
    IDurableFile Create(string path);

    /// <summary>Opens a file that is there for writing behind its first <paramref name="length"/> bytes; the others are cut away, durably with the first sync.</summary>
    /// <exception cref="DurableIOException">There is no such file, or it is shorter (EINVAL).</exception>
    IDurableFile OpenAppend(string path, long length);

    /// <summary>Gives a file another name, in place of a file that has it: at any time the name stands for the one or for the other.</summary>
    /// <remarks>Within one directory; durable with its next <see cref="SyncDirectory"/>. Says nothing of the content, which is to be synced before.</remarks>
    void Rename(string from, string to);

    /// <summary>Removes a file if it is there; durable with the next <see cref="SyncDirectory"/>.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a directory durable as they are now.</summary>
    void SyncDirectory(string path);

    /// <summary>Takes a lock that one holder in one process has, until it is disposed or the process ends in any way.</summary>
    /// <param name="path">An empty file that is made if it is missing, and stays: to remove it would let two hold locks on files of one name.</param>
    /// <returns>Null if another holds it.</returns>
    IDisposable? TryLock(string path);
}
