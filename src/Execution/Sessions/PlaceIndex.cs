using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>An open-addressing index from hash codes to places: where in an array the entry of a key lies.</summary>
/// <remarks>
/// A slot is 8 bytes, hash code and place, so that an index of a million keys is small beside what it leads to, and grows without a look at the keys.
/// What is removed leaves nothing behind: those that come after it move up. So an index whose keys come and go never has to be cleaned.
/// </remarks>
internal sealed class PlaceIndex
{
    private ulong[] _slots = [];
    private int _shift;
    private int _limit;

    public PlaceIndex() => Allocate(TablePlacement.SlotsFor(0));

    /// <summary>The number of places in it.</summary>
    public int Count { get; private set; }

    /// <summary>The number of slots.</summary>
    public int Size => _slots.Length;

    /// <summary>The slot where the search for a hash code begins; it goes on <see cref="After"/> until <see cref="At"/> is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Home(uint hash) => (int)(hash >> _shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int After(int slot) => (slot + 1) & (_slots.Length - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong At(int slot) => _slots[slot];

    public static uint HashOf(ulong entry) => (uint)(entry >> 32);

    public static int PlaceOf(ulong entry) => (int)(uint)entry - 1;

    /// <summary>Adds a place; says how far from home it lies.</summary>
    public int Add(uint hash, int place)
    {
        if (Count == _limit)
        {
            Grow();
        }

        Count++;
        return Put(Entry(hash, place));
    }

    /// <summary>Puts one place where another is.</summary>
    public void Replace(uint hash, int old, int place) => _slots[SlotOf(hash, old)] = Entry(hash, place);

    /// <summary>Takes a place out; false where it is not in.</summary>
    public bool Remove(uint hash, int place)
    {
        var hole = SlotOf(hash, place);
        if (hole < 0)
        {
            return false;
        }

        // An entry may move up as long as it does not come before its home.
        for (var next = After(hole); _slots[next] is not 0 and var entry; next = After(next))
        {
            if (Distance(Home(HashOf(entry)), next) >= Distance(hole, next))
            {
                _slots[hole] = entry;
                hole = next;
            }
        }

        _slots[hole] = 0;
        Count--;
        return true;
    }

    /// <summary>Gives the places other hash codes.</summary>
    public void Rehash(Func<int, uint> hashOf)
    {
        var old = _slots;
        Allocate(old.Length);
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Put(Entry(hashOf(PlaceOf(entry)), PlaceOf(entry)));
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private static ulong Entry(uint hash, int place) => ((ulong)hash << 32) | (uint)(place + 1);

    private int SlotOf(uint hash, int place)
    {
        var wanted = Entry(hash, place);
        for (var slot = Home(hash); _slots[slot] is not 0 and var entry; slot = After(slot))
        {
            if (entry == wanted)
            {
                return slot;
            }
        }

        return -1;
    }

    private int Put(ulong entry)
    {
        var home = Home(HashOf(entry));
        var slot = home;
        while (_slots[slot] != 0)
        {
            slot = After(slot);
        }

        _slots[slot] = entry;
        return Distance(home, slot);
    }

    private void Grow()
    {
        var old = _slots;
        Allocate(old.Length * 2);
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Put(entry);
            }
        }
    }

    private void Allocate(int capacity)
    {
        _slots = new ulong[capacity];
        _shift = 32 - System.Numerics.BitOperations.Log2((uint)capacity);
        _limit = TablePlacement.EntriesFor(capacity);
    }

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);
}
