using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.WindowJoining;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>The rows of one side of a window join, which are only added, until their window goes.</summary>
/// <param name="name">Its name.</param>
/// <param name="sides">The side in each partition, and how many of its windows go with the batch.</param>
/// <param name="hash">The hash that decides on a key's group.</param>
/// <param name="codecs">How values become bytes.</param>
internal sealed class JoinRowsPart<TKey, TRow>(
    string name, IReadOnlyList<(SideWindows<TKey, TRow> Rows, Func<int> Closed)> sides, StableHasher<TKey> hash, ValueCodecs codecs)
    : KeyedPart<TKey, TRow>(name, sides.Count, hash, codecs)
{
    protected override string Form => "rows";

    public override CapturedState? CaptureChanges(BatchContext batch) => Capture(sides.Select(side => WriteOf(side.Rows.Changes(side.Closed()))));

    public override CapturedState CaptureAll(BatchContext batch) => Capture(sides.Select(side => WriteOf(side.Rows.Everything(side.Closed())))) ?? CapturedState.Empty;

    public override void BeginRestore(long batch)
    {
        foreach (var (rows, _) in sides)
        {
            rows.Clear();
        }
    }

    public override void EndRestore()
    {
        foreach (var (rows, _) in sides)
        {
            rows.Commit(closed: 0);
        }
    }

    protected override void ReadSection(ref ByteReader bytes, KeySection section)
    {
        for (var changes = bytes.ReadNumber(); changes > 0; changes--)
        {
            var start = bytes.ReadInt64();
            if (bytes.ReadBool())
            {
                foreach (var (partition, isWhole) in PartitionsOf(section))
                {
                    sides[partition].Rows.Remove(start, isWhole ? null : key => Has(section, key));
                }

                continue;
            }

            var keys = ReadKeys(ref bytes, bytes.ReadNumber());
            var rows = ReadValues(ref bytes, keys.Length);
            for (var i = 0; i < keys.Length; i++)
            {
                sides[OwnerOf(section, keys[i])].Rows.Open(start).Add(keys[i], rows[i]);
            }
        }
    }

    private Action<ByteWriter>? WriteOf(IReadOnlyList<RowsChange<TKey, TRow>> changes) => changes.Count == 0 ? null : bytes =>
    {
        bytes.WriteNumber(changes.Count);
        foreach (var change in changes)
        {
            bytes.WriteInt64(change.Window);
            bytes.WriteBool(change.IsRemoved);
            if (!change.IsRemoved)
            {
                bytes.WriteNumber(change.Rows.Length);
                WriteKeys(bytes, Array.ConvertAll(change.Rows, row => row.Key));
                WriteValues(bytes, Array.ConvertAll(change.Rows, row => row.Row));
            }
        }
    };
}
