using System.Globalization;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>What the sink keeps of a query's output in a directory: which batch is the last that was committed, and the rows of those that are prepared.</summary>
/// <remarks>
/// <code>
///   state                             epoch | last batch that was committed
///   00000000000000000007.prepared     the rows of batch 7
/// </code>
/// </remarks>
internal sealed class PreparedFiles(IDurableFileSystem files, string directory) : IDisposable
{
    private const ushort StateKind = 1;
    private const ushort BatchKind = 2;
    private const string Ending = ".prepared";

    private readonly FrameWriter _frames = new();
    private readonly ByteWriter _bytes = new();

    public string Lock => $"{directory}/lock";

    public void Create() => files.CreateDirectory(directory);

    /// <summary>The epoch that wrote last, and the last batch that was committed.</summary>
    /// <exception cref="CorruptDataException">The file is damaged.</exception>
    public (long Epoch, long? Committed) ReadState()
    {
        if (!files.Exists($"{directory}/state"))
        {
            return (0, null);
        }

        var bytes = Payload("state", StateKind);
        var reader = new ByteReader(bytes);
        return (reader.ReadInt64(), reader.ReadBool() ? reader.ReadInt64() : null);
    }

    public void WriteState(long epoch, long? committed)
    {
        _bytes.Clear();
        _bytes.WriteInt64(epoch);
        _bytes.WriteBool(committed is not null);
        _bytes.WriteInt64(committed ?? 0);
        Write("state", StateKind);
    }

    public void Write(PreparedBatch batch)
    {
        _bytes.Clear();
        _bytes.WriteCount(batch.Ends.Count);
        foreach (var (partition, end) in batch.Ends)
        {
            _bytes.WriteInt32(partition);
            _bytes.WriteInt64(end);
        }

        _bytes.WriteCount(batch.Rows.Count);
        foreach (var row in batch.Rows)
        {
            WriteBytes(row.Key);
            WriteBytes(row.Value);
            _bytes.WriteInt64(row.UnixMilliseconds);
        }

        Write(NameOf(batch.Id), BatchKind);
    }

    /// <exception cref="CorruptDataException">The file is damaged.</exception>
    /// <exception cref="DurableIOException">It is missing, or cannot be read.</exception>
    public PreparedBatch Read(long batch)
    {
        var bytes = Payload(NameOf(batch), BatchKind);
        var reader = new ByteReader(bytes);
        var ends = new Dictionary<int, long>();
        for (var left = reader.ReadCount(sizeof(int) + sizeof(long)); left > 0; left--)
        {
            ends.Add(reader.ReadInt32(), reader.ReadInt64());
        }

        var rows = new PreparedRow[reader.ReadCount(sizeof(long))];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new PreparedRow(ReadBytes(ref reader), ReadBytes(ref reader), reader.ReadInt64());
        }

        return new PreparedBatch(batch, ends, rows);
    }

    public string PathOf(long batch) => $"{directory}/{NameOf(batch)}";

    /// <summary>Drops what is prepared from a batch on, or up to it.</summary>
    public void Delete(Func<long, bool> which)
    {
        var isAny = false;
        foreach (var name in files.List(directory).Where(name => name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            if (long.TryParse(name.AsSpan(0, name.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var batch) && which(batch))
            {
                files.Delete($"{directory}/{name}");
                isAny = true;
            }
        }

        if (isAny)
        {
            files.SyncDirectory(directory);
        }
    }

    public void Dispose() => _bytes.Dispose();

    private static string NameOf(long batch) => string.Create(CultureInfo.InvariantCulture, $"{batch:D20}{Ending}");

    private void WriteBytes(byte[]? bytes)
    {
        _bytes.WriteCount(bytes?.Length ?? -1);
        _bytes.Write(bytes);
    }

    // A count of -1 stands for null.
    private static byte[]? ReadBytes(ref ByteReader reader) => reader.ReadCount(1) is >= 0 and var count ? reader.Read(count).ToArray() : null;

    private void Write(string name, ushort kind)
    {
        _frames.Clear();
        _frames.Write(kind, 0, _bytes.Written);
        files.WriteAtomically($"{directory}/{name}", _frames.Written);
    }

    private byte[] Payload(string name, ushort kind)
    {
        var reader = new FrameReader(files.Read($"{directory}/{name}"));
        return reader.TryRead(out var frame) && frame.Kind == kind ? frame.Payload.ToArray() : throw new CorruptDataException($"{name} does not check");
    }
}
