using CsCheck;
using Linq.Streaming.Execution.Sessions;

namespace Execution.Tests.Sessions;

/// <summary>The table of keys against a dictionary.</summary>
public sealed class SessionTableTests
{
    [Fact]
    public void Keys_are_found_until_they_are_removed() => Gen.Select(Gen.Select(Gen.Int[0, 400], Gen.Bool).Array[0, 1_500], Gen.Int[0, 3]).Sample(
        (steps, kind) =>
        {
            var table = new SessionTable<Key, long>();
            var model = new Dictionary<Key, long>();
            foreach (var (number, adds) in steps)
            {
                table.Settle();
                Step(table, model, KeyOf(kind, number), adds);
            }

            Assert.Equal(model.Count, table.Count);
            Assert.All(model, entry => Assert.Equal(entry.Value, table[table.Find(entry.Key, table.HashOf(entry.Key))].Newest.First));
            Assert.Equal(model.Keys.ToHashSet(), Used(table).ToHashSet());
        },
        iter: 300);

    [Fact]
    public void Keys_that_crowd_get_another_multiplier()
    {
        // The multiplier's inverse: products with it have the same upper bits for all of these.
        var table = new SessionTable<long, long>();
        const ulong Inverse = 0xF1DE83E19937733D;
        for (var i = 0UL; i < 3_000; i++)
        {
            table.Settle();
            var key = unchecked((long)(i * Inverse));
            table.Add(key, table.HashOf(key));
        }

        var hashes = Enumerable.Range(0, 3_000).Select(i => table.HashOf(unchecked((long)((ulong)i * Inverse))) >> 8).Distinct().Count();
        Assert.True(hashes > 2_900, $"{hashes} hash codes of 3000 keys.");
    }

    private static void Step(SessionTable<Key, long> table, Dictionary<Key, long> model, Key key, bool adds)
    {
        var slot = table.Find(key, table.HashOf(key));
        Assert.Equal(model.ContainsKey(key), slot >= 0);
        if (slot < 0 && adds)
        {
            slot = table.Add(key, table.HashOf(key));
            table[slot].Newest = OpenSession<long>.Of(model.Count, 0);
            model.Add(key, model.Count);
        }
        else if (slot >= 0 && !adds)
        {
            table.RemoveAt(slot);
            model.Remove(key);
        }
    }

    // Some crowd under the first multiplier, and some have equal hash codes.
    private static Key KeyOf(int kind, int number) => new(number, kind switch { 0 => number, 1 => number * 65_536, 2 => number % 3, _ => 7 });

    private static IEnumerable<Key> Used(SessionTable<Key, long> table)
    {
        for (var slot = table.Next(0); slot >= 0; slot = table.Next(slot + 1))
        {
            yield return table[slot].Key;
        }
    }

    private sealed record Key(int Number, int Hash)
    {
        public bool Equals(Key? other) => other?.Number == Number;

        public override int GetHashCode() => Hash;
    }
}
