using System.Runtime.InteropServices;
using CsCheck;
using Linq.Streaming.Execution.Tables;

namespace Execution.Tests.Tables;

public sealed class KeyedTableTests
{
    [Fact]
    public void Integers_act_as_in_a_dictionary() => ActsAsDictionary(Gen.Int[0, 60]);

    [Fact]
    public void Longs_act_as_in_a_dictionary() => ActsAsDictionary(Gen.Long[0, 60].Select(key => key << 40));

    [Fact]
    public void Texts_act_as_in_a_dictionary() => ActsAsDictionary(Gen.Int[-1, 60].Select(key => key < 0 ? null : $"key {key}"));

    [Fact]
    public void Floating_point_acts_as_in_a_dictionary() => ActsAsDictionary(Gen.OneOf(0.0, -0.0, double.NaN, -double.NaN, 1, 2, double.Epsilon));

    [Fact]
    public void Nullables_act_as_in_a_dictionary() => ActsAsDictionary(Gen.Nullable(Gen.Int[0, 9]));

    [Fact]
    public void Tuples_and_structs_act_as_in_a_dictionary()
    {
        ActsAsDictionary(Gen.Select(Gen.Int[0, 5], Gen.OneOf(null!, "a", "b")));
        ActsAsDictionary(Gen.Int[0, 5].Select(x => new Bare { X = x }));
    }

    [Fact]
    public void Equal_hash_codes_act_as_in_a_dictionary()
    {
        ActsAsDictionary(Gen.Int[0, 300].Select(key => new Colliding(key)));
        ActsAsDictionary(Gen.Int[0, 300].Select(key => new CollidingValue(key)));
    }

    [Fact]
    public void The_unit_has_one_entry()
    {
        ActsAsDictionary(Gen.Const(default(ValueTuple)));
        var table = new KeyedTable<ValueTuple, int>();
        Assert.Equal(-1, table.Find(default));
        Assert.Equal(0, table.GetIndex(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65536)]
    [InlineData(1 << 20)]
    [InlineData(987)]
    public void Many_keys_with_a_pattern_survive_growth(int stride)
    {
        var table = new KeyedTable<int, int>();
        for (var key = 0; key < 20_000; key++)
        {
            var index = table.GetIndex(key * stride);
            table.Slots[index].Value++;
        }

        var distinct = Enumerable.Range(0, 20_000).Select(key => key * stride).Distinct().ToList();
        Assert.Equal(distinct, Entries(table).Select(entry => entry.Key));
        Assert.Equal(20_000, Entries(table).Sum(entry => entry.Value));
    }

    [Fact]
    public void Keys_designed_to_meet_are_spread_by_another_multiplier()
    {
        // Multiples of the inverse of the golden multiplier have the product 1, 2, 3, ...: all of one home.
        var inverse = 1UL;
        for (var i = 0; i < 6; i++)
        {
            inverse *= 2 - (inverse * TablePlacement.Golden);
        }

        var table = new KeyedTable<ulong, int>();
        table.EnsureCapacity(1000);
        var farthest = 0;
        for (var key = 1UL; key <= 1000; key++)
        {
            var before = table.GetIndex(key * inverse);
            farthest = Math.Max(farthest, before);
        }

        Assert.Equal(1000, table.Count);
        Assert.True(farthest > 1000, "The keys still lie in one run from the first slot on.");
    }

    [Fact]
    public void Clearing_holds_over_more_generations_than_a_stamp_can_count()
    {
        var table = new KeyedTable<int, int>();
        for (var round = 0; round < 140_000; round++)
        {
            var key = round % 7;
            Assert.Equal(-1, table.Find(key));
            var index = table.GetIndex(key);
            Assert.Equal(0, table.Slots[index].Value);
            table.Slots[index].Value = round;
            table.Clear();
        }
    }

    [Fact]
    public void Clearing_lets_go_of_references()
    {
        var table = new KeyedTable<string, object>();
        table.Slots[table.GetIndex("a")].Value = new();
        table.Clear();
        Assert.All(table.Slots, slot => Assert.True(slot.Key is null && slot.Value is null));
    }

    [Fact]
    public void Capacity_asked_for_is_there()
    {
        var table = new KeyedTable<int, int>(3_000);
        table.EnsureCapacity(5_000);
        var slots = table.Slots;
        for (var key = 0; key < 5_000; key++)
        {
            table.GetIndex(key);
        }

        Assert.Same(slots, table.Slots);
    }

    private static void ActsAsDictionary<TKey>(Gen<TKey> keys) =>
        Gen.Select(Gen.Int[0, 99], keys).Array[0, 400].Sample(operations => Run(operations), iter: 60);

    private static void Run<TKey>((int Kind, TKey Key)[] operations)
    {
        var table = new KeyedTable<TKey, int>();
        var order = new List<TKey>();
        var model = new Dictionary<ValueTuple<TKey>, int>();
        var step = 0;
        foreach (var (kind, key) in operations)
        {
            step++;
            switch (kind)
            {
                case < 2:
                    table.Clear();
                    model.Clear();
                    order.Clear();
                    break;
                case < 10 when order.Count > 0:
                    table.RemoveLast();
                    model.Remove(new(order[^1]));
                    order.RemoveAt(order.Count - 1);
                    break;
                case < 40:
                    var found = table.Find(key);
                    Assert.Equal(model.TryGetValue(new(key), out var value), found >= 0);
                    Assert.True(found < 0 || table.Slots[found].Value == value);
                    break;
                default:
                    if (model.TryAdd(new(key), 0))
                    {
                        order.Add(key);
                    }

                    var index = table.GetIndex(key);
                    Assert.Equal(model[new(key)], table.Slots[index].Value);
                    model[new(key)] = table.Slots[index].Value = step;
                    break;
            }

            Assert.Equal(model.Count, table.Count);
        }

        Assert.Equal(order.Select(key => KeyValuePair.Create(key, model[new(key)])), Entries(table));
    }

    private static List<KeyValuePair<TKey, TValue>> Entries<TKey, TValue>(KeyedTable<TKey, TValue> table) =>
        [.. Enumerable.Range(0, table.Count).Select(table.SlotAt).Select(index => KeyValuePair.Create(table.Slots[index].Key, table.Slots[index].Value))];

    private sealed record Colliding(int Key)
    {
        public override int GetHashCode() => 1;
    }

    private readonly record struct CollidingValue(int Key)
    {
        public override int GetHashCode() => 1;
    }

    private struct Bare
    {
        public int X;
    }

    [Fact]
    public void Large_tables_act_as_in_a_dictionary()
    {
        ActsAsDictionaryWhenLarge(new KeyedTable<int, Wide>(), key => key * 7919);
        ActsAsDictionaryWhenLarge(new KeyedTable<long, Wide>(100_000), key => (long)key << 20);
        ActsAsDictionaryWhenLarge(new KeyedTable<string, Wide>(), key => $"key {key}");
    }

    // Rounds of growth, removal of what came last, and clearing; far beyond the size at which the layout changes.
    private static void ActsAsDictionaryWhenLarge<TKey>(KeyedTable<TKey, Wide> table, Func<int, TKey> keyOf)
        where TKey : notnull
    {
        var random = new Random(7);
        for (var round = 0; round < 4; round++)
        {
            var (expected, order) = (new Dictionary<TKey, long>(), new List<TKey>());
            for (var i = 0; i < 120_000; i++)
            {
                var key = keyOf(random.Next(60_000));
                var index = table.GetIndex(key);
                table.Slots[index].Value.A += i;
                if (expected.TryAdd(key, 0))
                {
                    order.Add(key);
                }

                expected[key] += i;
                if (i % 50 == 0)
                {
                    table.RemoveLast();
                    expected.Remove(order[^1]);
                    order.RemoveAt(order.Count - 1);
                }
            }

            Assert.Equal(order, Enumerable.Range(0, table.Count).Select(position => table.Slots[table.SlotAt(position)].Key));
            Assert.All(order, key => Assert.Equal(expected[key], table.Slots[table.Find(key)].Value.A));
            Assert.Equal(-1, table.Find(keyOf(60_001)));
            table.Clear();
            Assert.Equal((0, -1), (table.Count, table.Find(order[0])));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(50_000)]
    public void A_large_table_is_empty_after_clearing_however_many_entries_it_had(int count)
    {
        var table = new KeyedTable<int, Wide>(100_000);
        Assert.True(table.IsDense);
        for (var round = 0; round < 3; round++)
        {
            for (var key = 0; key < count; key++)
            {
                Assert.Equal(key, table.GetIndex(key * 31));
            }

            table.Clear();
            Assert.All(Enumerable.Range(0, count), key => Assert.Equal(-1, table.Find(key * 31)));
        }
    }

    [Fact]
    public void Asking_for_a_key_ahead_changes_nothing()
    {
        var table = new KeyedTable<int, Wide>(100_000);
        for (var key = 0; key < 1_000; key++)
        {
            Assert.Equal(key, table.GetIndexWithAhead(key, key + 500));
        }

        Assert.Equal((1_000, -1), (table.Count, table.Find(1_000)));
    }

    // About as large as elements of an array may be: such a table is large with a few dozen entries.
    [Fact]
    public void Values_of_any_size_have_a_place()
    {
        var table = new KeyedTable<int, Vast>();
        for (var key = 0; key < 100; key++)
        {
            var index = table.GetIndex(key);
            table.Slots[index].Value.First = key;
        }

        Assert.True(table.IsDense);
        Assert.Equal(Enumerable.Range(0, 100).Select(key => (long)key), Enumerable.Range(0, 100).Select(key => table.Slots[table.Find(key)].Value.First));
    }

    [StructLayout(LayoutKind.Sequential, Size = 60_000)]
    private struct Vast
    {
        public long First;
    }

    // Large enough that the layout changes early.
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Wide
    {
        public long A;
    }
}
