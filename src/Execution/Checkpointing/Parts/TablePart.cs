using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>State by window and key: one store for each partition.</summary>
internal sealed class TablePart<TKey, TValue>(
    string name, IReadOnlyList<InMemoryStateStore<TKey, TValue>> stores, BatchVersions versions, StableHasher<TKey> hash, ValueCodecs codecs)
    : KeyedPart<TKey, TValue>(name, stores.Count, hash, codecs)
{
    private long _restored;

    protected override string Form => "table";

    public override CapturedState? CaptureChanges(BatchContext batch) =>
        Capture(stores.Select(store => WriteOf(store.Changes(versions.First(batch.Id)))));

    public override CapturedState CaptureAll(BatchContext batch) =>
        Capture(stores.Select(store => WriteOf(store.Everything()))) ?? CapturedState.Empty;

    public override void BeginRestore(long batch)
    {
        _restored = versions.Last(batch);
        foreach (var store in stores)
        {
            store.BeginRestore(_restored);
        }
    }

    public override void EndRestore()
    {
        foreach (var store in stores)
        {
            store.Commit(_restored);
        }
    }

    protected override void ReadSection(ref ByteReader bytes, KeySection section)
    {
        for (var changes = bytes.ReadNumber(); changes > 0; changes--)
        {
            var window = bytes.ReadInt64();
            var isRemoved = bytes.ReadBool();
            var count = bytes.ReadNumber();
            var keys = ReadKeys(ref bytes, count);
            var values = ReadValues(ref bytes, count);
            for (var i = 0; i < count; i++)
            {
                stores[OwnerOf(section, keys[i])].Put(window, keys[i], values[i]);
            }

            foreach (var key in ReadKeys(ref bytes, bytes.ReadNumber()))
            {
                stores[OwnerOf(section, key)].Remove(window, key);
            }

            if (isRemoved)
            {
                RemoveWindow(section, window);
            }
        }
    }

    // What a section had of a window goes.
    private void RemoveWindow(KeySection section, long window)
    {
        foreach (var (partition, isWhole) in PartitionsOf(section))
        {
            if (isWhole)
            {
                stores[partition].RemoveWindow(window);
                continue;
            }

            foreach (var (key, _) in stores[partition].Scan(window).Where(entry => Has(section, entry.Key)).ToArray())
            {
                stores[partition].Remove(window, key);
            }
        }
    }

    private Action<ByteWriter>? WriteOf(List<StateChange<TKey, TValue>> changes) => changes.Count == 0 ? null : bytes =>
    {
        bytes.WriteNumber(changes.Count);
        foreach (var change in changes)
        {
            bytes.WriteInt64(change.Window);
            bytes.WriteBool(change.IsWindowRemoved);
            bytes.WriteNumber(change.Keys.Count);
            WriteKeys(bytes, CollectionsMarshal.AsSpan(change.Keys));
            WriteValues(bytes, CollectionsMarshal.AsSpan(change.Values));
            bytes.WriteNumber(change.Removed.Count);
            WriteKeys(bytes, CollectionsMarshal.AsSpan(change.Removed));
        }
    };
}
