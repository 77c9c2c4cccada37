using System.Globalization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>The files of a checkpoint directory, by their names.</summary>
/// <remarks>
/// <code>
///   lock                                      held while a process runs the query
///   epoch                                     grows with each start; who has a smaller one may not write any more
///   log-0000000002-0000000001                 what happened, in order: epoch, and number in it
///   snapshot-00000000000000000017-0000000002  all state after batch 17, and the epoch that wrote it
/// </code>
/// In ordinal order logs are in the order in which they were written, and snapshots in the order of batches.
/// </remarks>
internal sealed class CheckpointFiles(IDurableFileSystem files, string directory)
{
    private const string LogPrefix = "log-";
    private const string SnapshotPrefix = "snapshot-";

    public IDurableFileSystem Files => files;

    public string Directory => directory;

    public string Lock => PathOf("lock");

    public string Epoch => PathOf("epoch");

    public string PathOf(string name) => $"{directory}/{name}";

    public static string LogName(long epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{LogPrefix}{epoch:D10}-{number:D10}");

    public static string SnapshotName(long batch, long epoch) => string.Create(CultureInfo.InvariantCulture, $"{SnapshotPrefix}{batch:D20}-{epoch:D10}");

    /// <summary>The names of logs, oldest first.</summary>
    public IReadOnlyList<string> Logs() => [.. files.List(directory).Where(name => IsLog(name))];

    /// <summary>The names of snapshots, oldest first.</summary>
    public IReadOnlyList<string> Snapshots() => [.. files.List(directory).Where(name => IsSnapshot(name))];

    /// <summary>What a crash has left of files that were being written.</summary>
    public IReadOnlyList<string> Leftovers() => [.. files.List(directory).Where(name => name.EndsWith(DurableFiles.TemporarySuffix, StringComparison.Ordinal))];

    public static long EpochOf(string logName) => Number(logName, LogPrefix.Length, 10);

    public static long BatchOf(string snapshotName) => Number(snapshotName, SnapshotPrefix.Length, 20);

    private static bool IsLog(string name) => name.Length == LogName(0, 0).Length && name.StartsWith(LogPrefix, StringComparison.Ordinal) && EpochOf(name) >= 0;

    private static bool IsSnapshot(string name) =>
        name.Length == SnapshotName(0, 0).Length && name.StartsWith(SnapshotPrefix, StringComparison.Ordinal) && BatchOf(name) >= 0;

    private static long Number(string name, int start, int digits) =>
        long.TryParse(name.AsSpan(start, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Refuses to go on where a later start owns the directory.</summary>
    /// <exception cref="StreamQueryException">LS5008.</exception>
    public void CheckOwner(long epoch)
    {
        if (EpochFile.Read(this) is { } owner && owner > epoch)
        {
            throw new StreamQueryException(StreamErrors.CheckpointTakenOver(Directory, epoch, owner));
        }
    }
}
