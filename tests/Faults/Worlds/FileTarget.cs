using System.Globalization;
using System.Text;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Faults.Worlds;

/// <summary>Batches as files on the disk of the checkpoint: written under a name out of sight, and renamed.</summary>
internal sealed class FileTarget(IDurableFileSystem files, string output, bool isUnfenced) : ISinkTarget
{
    private const string PreparedPrefix = "prepared-";
    private const string CommittedPrefix = "batch-";

    private readonly string _directory = "sink/" + output;
    private long _epoch;

    public long? Open(long epoch)
    {
        _epoch = epoch;
        files.CreateDirectory(_directory);
        Refuse();
        files.WriteAtomically(EpochFile, Encoding.UTF8.GetBytes(epoch.ToString(CultureInfo.InvariantCulture)));
        return Batches(CommittedPrefix).Select(batch => (long?)batch).LastOrDefault();
    }

    public void Prepare(long batch, string text)
    {
        Refuse();
        files.WriteAtomically(PathOf(PreparedPrefix, batch), Encoding.UTF8.GetBytes(text));
    }

    public void Commit(long batch)
    {
        Refuse();
        if (files.Exists(PathOf(PreparedPrefix, batch)))
        {
            files.Rename(PathOf(PreparedPrefix, batch), PathOf(CommittedPrefix, batch));
        }

        // Also where the name is there already: who gave it may have died before it was durable.
        files.SyncDirectory(_directory);
    }

    public void Abort(long batch)
    {
        foreach (var prepared in Batches(PreparedPrefix).Where(prepared => prepared >= batch))
        {
            files.Delete(PathOf(PreparedPrefix, prepared));
        }
    }

    public bool HasCommitted(long batch) => files.Exists(PathOf(CommittedPrefix, batch));

    public IReadOnlyDictionary<long, string> Committed() =>
        Batches(CommittedPrefix).ToDictionary(batch => batch, batch => Encoding.UTF8.GetString(files.Read(PathOf(CommittedPrefix, batch))));

    private string EpochFile => $"{_directory}/epoch";

    private string PathOf(string prefix, long batch) => string.Create(CultureInfo.InvariantCulture, $"{_directory}/{prefix}{batch:D20}");

    private IEnumerable<long> Batches(string prefix) => files.List(_directory)
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith(DurableFiles.TemporarySuffix, StringComparison.Ordinal))
        .Select(name => long.Parse(name.AsSpan(prefix.Length), CultureInfo.InvariantCulture));

    private void Refuse()
    {
        if (!isUnfenced && files.Exists(EpochFile) && long.Parse(Encoding.UTF8.GetString(files.Read(EpochFile)), CultureInfo.InvariantCulture) is var owner && owner > _epoch)
        {
            throw new StreamFencedException($"Epoch {owner} owns {_directory}, and this is {_epoch}.");
        }
    }
}
