using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Execution.Tests.StateStores;

public sealed class InMemoryStateStoreTests
{
    private readonly InMemoryStateStore<string, int> _store = new(StableHash.For<string>(KeyCodecs.None));

    [Fact]
    public void A_scan_gives_keys_in_the_order_in_which_they_came()
    {
        _store.Begin(1);
        foreach (var key in (string[])["c", "a", "b", "a"])
        {
            _store.Touch(0, key, out _)++;
        }

        Assert.Equal([new("c", 1), new("a", 2), new("b", 1)], _store.Scan(0));
    }

    [Fact]
    public void Changes_need_a_version()
    {
        Assert.Throws<InvalidOperationException>(() => _store.Put(0, "a", 1));
        _store.Begin(1);
        _store.Put(0, "a", 1);
        _store.Commit(1);
        Assert.Throws<InvalidOperationException>(() => _store.Put(0, "a", 2));
        Assert.Throws<InvalidOperationException>(() => _store.Remove(0, "b"));
        Assert.Throws<InvalidOperationException>(() => _store.RemoveWindow(7));
    }

    [Fact]
    public void Versions_ascend_and_a_committed_one_is_final()
    {
        _store.Begin(5);
        Assert.Throws<ArgumentException>(() => _store.Begin(5));
        Assert.Throws<ArgumentException>(() => _store.Commit(6));
        _store.Commit(5);
        _store.Commit(5);
        Assert.Throws<ArgumentException>(() => _store.Rollback(5));
        Assert.Equal(5, _store.CommittedVersion);
    }

    [Fact]
    public void Windows_that_come_and_go_use_the_same_memory()
    {
        var partial = new KeyedTable<string, int>();
        for (var i = 0; i < 1_000; i++)
        {
            partial.GetIndex($"key {i}");
        }

        Slide(partial, from: 1, to: 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Slide(partial, from: 21, to: 120);
        var perBatch = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.InRange(perBatch, 0, 1_000);
    }

    [Fact]
    public void Changing_existing_entries_allocates_nothing_for_each()
    {
        var keys = Enumerable.Range(0, 1_000).Select(i => $"key {i}").ToArray();
        Touch(keys, from: 1, to: 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Touch(keys, from: 11, to: 110);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 1_000);
    }

    [Fact]
    public void Removed_entries_give_back_their_places()
    {
        for (var version = 1; version < 2_000; version++)
        {
            _store.Begin(version);
            _store.Put(0, $"key {version}", version);
            _store.Remove(0, $"key {version - 3}");
            _store.Commit(version - 1);
        }

        Assert.Equal(3, _store.Count);
        Assert.InRange(_store.Find(0)!.Table.Slots.Length, 16, 256);
    }

    [Fact]
    public void A_window_that_was_emptied_or_never_filled_is_dropped_by_a_commit()
    {
        _store.Begin(1);
        _store.Open(10);
        _store.Put(20, "a", 1);
        _store.Remove(20, "a");
        _store.Commit(1);
        Assert.Null(_store.Find(10));
        _store.Begin(2);
        _store.Commit(2);
        Assert.Null(_store.Find(20));
    }

    private void Slide(KeyedTable<string, int> partial, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            _store.Begin(version);
            _store.Merge(version, partial, static (ref int into, ref int other) => into += other);
            _store.RemoveWindow(version - 1);
            _store.Commit(version - 1);
        }
    }

    private void Touch(string[] keys, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            _store.Begin(version);
            foreach (var key in keys)
            {
                _store.Touch(0, key, out _)++;
            }

            _store.Commit(version - 1);
        }
    }
}
