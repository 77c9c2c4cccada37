using CsCheck;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Execution.Tests.StateStores;

/// <summary>The store against the obvious one, under random sequences of everything that it can be asked.</summary>
public sealed class InMemoryStateStoreModelTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 48).Select(i => $"key {i}")];

    // Kind of operation, window, key, value or version offset.
    private static readonly Gen<(int Kind, int Window, int Key, int Number)[]> Operations =
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 2], Gen.Int[0, 47], Gen.Int[0, 1_000]).Array[0, 250];

    [Fact]
    public void It_acts_as_a_copy_for_every_version() => Operations.Sample(operations => new Session().Run(operations), iter: 3_000);

    private sealed class Session
    {
        private readonly StateModel _model = new();
        private readonly Dictionary<long, string[]> _scans = [];
        private InMemoryStateStore<string, int> _store = New();

        public void Run((int Kind, int Window, int Key, int Number)[] operations)
        {
            foreach (var (kind, window, key, number) in operations)
            {
                Step(kind, window, Keys[key], number);
                Assert.Equal(_model.State.Count, _store.Count);
            }

            Check(_model.State);
        }

        private void Step(int kind, int window, string key, int number)
        {
            var recent = _model.Newest == long.MinValue ? long.MinValue : Math.Max(_model.Newest - (number % 4), _model.Committed);
            switch (kind)
            {
                case < 12:
                    _scans[_model.Last] = Scans();
                    var next = Math.Max(_model.Newest, 0) + 1 + (number % 2);
                    _store.Begin(next);
                    _model.Begin(next);
                    break;
                case < 18 when _model.Newest > long.MinValue:
                    _store.Commit(recent);
                    _model.Commit(recent);
                    break;
                case < 22 when recent > _model.Committed:
                    RollBack(recent);
                    break;
                case < 26:
                    CheckSnapshot(recent);
                    break;
                case < 27 when _model.Newest > long.MinValue:
                    Restart(recent, partitions: 1 + (number % 5));
                    break;
                case >= 27 when _model.TakesChanges:
                    Change(kind, window, key, number);
                    break;
            }
        }

        private void Change(int kind, int window, string key, int number)
        {
            switch (kind)
            {
                case < 50:
                    Assert.Equal(_model.State.Remove((window, key)), _store.Remove(window, key));
                    break;
                case < 53:
                    _model.State.Keys.Where(k => k.Window == window).ToList().ForEach(k => _model.State.Remove(k));
                    _store.RemoveWindow(window);
                    break;
                case < 58:
                    Merge(window, number);
                    break;
                case < 62:
                    _store.Open(window);
                    break;
                case < 75:
                    _store.Touch(window, key, out var added) += number;
                    Assert.Equal(!_model.State.ContainsKey((window, key)), added);
                    _model.State[(window, key)] = _model.State.GetValueOrDefault((window, key)) + number;
                    break;
                default:
                    _store.Put(window, key, number);
                    _model.State[(window, key)] = number;
                    break;
            }
        }

        private void Merge(int window, int number)
        {
            var partial = new KeyedTable<string, int>();
            for (var i = 0; i < number % 20; i++)
            {
                var key = Keys[i * 7 % Keys.Length];
                var index = partial.GetIndex(key);
                partial.Slots[index].Value = i;
                _model.State[(window, key)] = _model.State.GetValueOrDefault((window, key)) + i;
            }

            _store.Merge(window, partial, (ref int into, ref int from) => into += from);
        }

        private void RollBack(long version)
        {
            var undone = version <= _model.Newest;
            _store.Rollback(version);
            _model.Rollback(version);
            Check(_model.State);
            if (undone)
            {
                Assert.Equal(_scans[_model.Last], Scans());
            }
        }

        private void CheckSnapshot(long version)
        {
            var snapshot = (StateSnapshot<string, int>)_store.Snapshot(version);
            Assert.Equal(Sorted(_model.At(version)), Sorted(snapshot.Windows.SelectMany(w => w.Keys.Zip(w.Values, (key, value) => KeyValuePair.Create((w.Window, key), value)))));
            Assert.Equal(_model.At(version).Count, snapshot.Count);
        }

        /// <summary>Goes to another number of partitions and back.</summary>
        private void Restart(long version, int partitions)
        {
            var scans = version >= _model.Newest ? Scans() : null;
            var snapshot = _store.Snapshot(version);
            var parts = Enumerable.Range(0, partitions).Select(partition => Restored([snapshot], group => KeyGroups.PartitionOf(group, partitions) == partition)).ToList();
            Assert.Equal(_model.At(version).Count, parts.Sum(part => part.Count));

            _store = Restored([.. parts.Select(part => part.Snapshot(version))], _ => true);
            _model.Restore(_model.At(version), version);
            Check(_model.State);

            IStateStore same = New();
            same.Restore(snapshot);
            Assert.True(scans is null || scans.SequenceEqual(Scans((InMemoryStateStore<string, int>)same)));
        }

        private static InMemoryStateStore<string, int> Restored(IReadOnlyList<StateSnapshot> snapshots, Func<int, bool> owns)
        {
            var store = New();
            store.Restore(snapshots, owns);
            return store;
        }

        private void Check(Dictionary<(long Window, string Key), int> expected)
        {
            Assert.Equal(expected.Keys.Select(key => key.Window).Distinct().Order(), _store.Windows);
            Assert.Equal(Sorted(expected), Sorted(_store.Windows.SelectMany(w => _store.Scan(w).Select(e => KeyValuePair.Create((w, e.Key), e.Value)))));
            foreach (var key in Keys)
            {
                Assert.Equal(expected.TryGetValue((1, key), out var value), _store.TryGet(1, key, out var found));
                Assert.Equal(value, found);
            }
        }

        private string[] Scans() => Scans(_store);

        private static string[] Scans(InMemoryStateStore<string, int> store) =>
            [.. store.Windows.SelectMany(window => store.Scan(window).Select(entry => $"{window} {entry.Key} {entry.Value}"))];

        private static InMemoryStateStore<string, int> New() => new(StableHash.For<string>(KeyCodecs.None));

        private static IEnumerable<KeyValuePair<(long Window, string Key), int>> Sorted(IEnumerable<KeyValuePair<(long Window, string Key), int>> entries) =>
            entries.OrderBy(entry => entry.Key);
    }
}
