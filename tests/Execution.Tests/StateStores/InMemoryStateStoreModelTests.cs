using CsCheck;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
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

    private static readonly ValueCodecs Codecs = new(KeyCodecs.None);

    private sealed class Session
    {
        private readonly StateModel _model = new();
        private readonly Dictionary<long, string[]> _scans = [];
        private readonly SortedDictionary<long, List<StateChange<string, int>>> _changes = [];
        private Dictionary<(long Window, string Key), int> _restored = [];
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
                    Capture();
                    _scans[_model.Last] = Scans();
                    var next = Math.Max(_model.Newest, 0) + 1 + (number % 2);
                    _store.Begin(next);
                    _model.Begin(next);
                    break;
                case < 18 when _model.Newest > long.MinValue:
                    Capture();
                    _store.Commit(recent);
                    _model.Commit(recent);
                    break;
                case < 22 when recent > _model.Committed:
                    RollBack(recent);
                    break;
                case < 26:
                    CheckChanges(recent);
                    break;
                case < 27 when _model.Newest > 0:
                    Restart(partitions: 1 + (number % 5));
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
            _changes.Keys.Where(kept => kept >= version).ToList().ForEach(kept => _changes.Remove(kept));
            Check(_model.State);
            if (undone)
            {
                Assert.Equal(_scans[_model.Last], Scans());
            }
        }

        // What a version has changed is known until it is committed, or the next one begins.
        private void Capture()
        {
            if (_model.TakesChanges)
            {
                _changes[_model.Last] = _store.Changes(_model.Last);
            }
        }

        /// <summary>The changes of all versions make the state of each.</summary>
        private void CheckChanges(long version)
        {
            Capture();
            var state = new Dictionary<(long Window, string Key), int>(_restored);
            foreach (var change in _changes.Where(changes => changes.Key <= version).SelectMany(changes => changes.Value))
            {
                foreach (var (key, value) in change.Keys.Zip(change.Values))
                {
                    state[(change.Window, key)] = value;
                }

                change.Removed.ForEach(key => state.Remove((change.Window, key)));
                if (change.IsWindowRemoved)
                {
                    state.Keys.Where(key => key.Window == change.Window).ToList().ForEach(key => state.Remove(key));
                }
            }

            Assert.Equal(Sorted(_model.At(version)), Sorted(state));
        }

        /// <summary>Goes to another number of partitions and back, by bytes.</summary>
        private void Restart(int partitions)
        {
            var (version, scans) = (_model.Newest, Scans());
            var parts = Moved([_store], partitions, version);
            Assert.Equal(_model.State.Count, parts.Sum(part => part.Count));
            Assert.True(scans.SequenceEqual(Scans(Moved([_store], 1, version)[0])));
            _store = Moved(parts, 1, version)[0];
            _model.Restore(_model.At(version), version);
            (_restored, _scans[version]) = (new(_model.State), Scans());
            _changes.Clear();
            Check(_model.State);
            Assert.Equal(version, _store.CommittedVersion);
        }

        private static InMemoryStateStore<string, int>[] Moved(IReadOnlyList<InMemoryStateStore<string, int>> from, int partitions, long version)
        {
            InMemoryStateStore<string, int>[] to = [.. Enumerable.Range(0, partitions).Select(_ => New())];
            using var bytes = new ByteWriter();
            Part(from).CaptureAll(null!).Write(bytes);
            var reader = new ByteReader(bytes.Written);
            var part = Part(to);
            part.BeginRestore(version);
            part.Apply(ref reader);
            reader.ExpectEnd();
            part.EndRestore();
            return to;
        }

        private static TablePart<string, int> Part(IReadOnlyList<InMemoryStateStore<string, int>> stores) =>
            new("table", stores, BatchVersions.One, StableHash.For<string>(KeyCodecs.None), Codecs);

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
