using System.Text.Json;
using Linq.Streaming.Execution.StateStores;

namespace Conformance.Tests.Spark;

/// <summary>Spark's state map as this engine's state store: a copy of a map is the next version of the store, and the copy's parent the version before it.</summary>
/// <remarks>A store keeps no times; here they are part of the value, as <c>MapWithState</c> keeps them.</remarks>
public sealed class StateMapCaseTests
{
    [Theory]
    [SparkCases("statemap.*", Having = "steps")]
    public void A_store_goes_through_the_steps_of_the_case(string id)
    {
        var map = new Map();
        foreach (var step in SparkCase.Of(id)["steps"].EnumerateArray())
        {
            Do(step[0].GetString()!, step, map);
        }
    }

    /// <summary>Spark's chain of deltas grows until it is compacted. Here a committed version leaves nothing behind, and a snapshot holds entries only.</summary>
    [Theory]
    [SparkCases("statemap.compaction")]
    public void Many_versions_leave_the_contents_and_nothing_else(string id)
    {
        var copies = SparkCase.Of(id).Params.GetProperty("copies").GetInt32();
        var map = new Map();
        for (var i = 0; i < copies; i++)
        {
            map.Store.Put(0, i, (i * 100, i));
            map.Copy();
        }

        map.Store.Commit(map.Version);
        var everything = Assert.Single(map.Store.Everything());
        Assert.Equal(copies, everything.Keys.Count);
        Assert.Empty(everything.Removed);
        Assert.Equal(map.Store.Scan(0), everything.Keys.Zip(everything.Values, KeyValuePair.Create));
    }

    private static void Do(string what, JsonElement step, Map map)
    {
        switch (what)
        {
            case "put":
                map.Store.Put(0, step[1].GetInt32(), (step[2].GetInt32(), step[3].GetInt32()));
                break;
            case "remove":
                map.Store.Remove(0, step[1].GetInt32());
                break;
            case "copy":
                map.Copy();
                break;
            case "get":
                Assert.Equal(step[2].ToString(), map.Store.TryGet(0, step[1].GetInt32(), out var found) ? found.Value.ToString(CultureInfo.InvariantCulture) : "");
                break;
            case "getByTime":
                Assert.Equal(CaseText.Batch(step[2]), Map.Text(map.Store.Scan(0).Where(entry => entry.Value.Time < step[1].GetInt32())));
                break;
            case "getAll":
                Assert.Equal(CaseText.Batch(step[1]), Map.Text(map.Store.Scan(0)));
                break;
            case "parentGetAll":
                Assert.Equal(CaseText.Batch(step[1]), map.Parent);
                break;
            default:
                throw new NotSupportedException($"The step {what} is not known.");
        }
    }

    private sealed class Map
    {
        public Map() => Store.Begin(0);

        public InMemoryStateStore<int, (int Value, int Time)> Store { get; } = new(key => (uint)key);

        public long Version { get; private set; }

        /// <summary>The version before this one, read while this one is open.</summary>
        public IEnumerable<string> Parent
        {
            get
            {
                // A version is undone to see the one before it, and done again.
                var changes = Store.Changes(Version);
                Store.Rollback(Version);
                string[] parent = [.. Text(Store.Scan(0))];
                Store.Begin(Version);
                foreach (var change in changes)
                {
                    foreach (var (key, value) in change.Keys.Zip(change.Values))
                    {
                        Store.Put(0, key, value);
                    }

                    change.Removed.ForEach(key => Store.Remove(0, key));
                }

                return parent;
            }
        }

        public static IEnumerable<string> Text(IEnumerable<KeyValuePair<int, (int Value, int Time)>> entries) =>
            entries.OrderBy(entry => entry.Key).Select(entry => $"[{entry.Key},{entry.Value.Value},{entry.Value.Time}]");

        public void Copy() => Store.Begin(++Version);
    }
}
