using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <content>Reading ahead: what many keys need of memory is asked for at once, so that they wait together and not one after the other.</content>
/// <remarks>What these return means nothing, but nothing would be read if it were not computed; so they are not inlined.</remarks>
internal sealed partial class OpenSessions<TKey, TContent>
{
    /// <summary>How many keys or places are read ahead.</summary>
    public const int Ahead = 64;

    private bool _isCrowded;
    private int _reseededSize;

    /// <summary>Reads where the newest sessions of keys should be, and gives their hash codes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint ReadAhead<TValue>(ReadOnlySpan<KeyedEntry<TKey, TValue>> entries, Span<uint> hashCodes)
    {
        if (_isCrowded)
        {
            Reseed();
        }

        var (read, index, places) = (0u, _index, _places);
        for (var i = 0; i < entries.Length; i++)
        {
            hashCodes[i] = HashOf(entries[i].Key);
            read += (uint)index.At(index.Home(hashCodes[i]));
        }

        for (var i = 0; i < entries.Length; i++)
        {
            var place = PlaceIndex.PlaceOf(index.At(index.Home(hashCodes[i])));
            read += place >= 0 ? Read(ref places[place]) : 0;
        }

        return read;
    }

    /// <summary>Reads where the index has sessions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint ReadIndexAhead(ReadOnlySpan<int> places)
    {
        var read = 0u;
        foreach (var place in places)
        {
            read += (uint)_index.At(_index.Home(_places[place].Hash));
        }

        return read;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint ReadAhead(ReadOnlySpan<int> places)
    {
        var read = 0u;
        foreach (var place in places)
        {
            read += Read(ref _places[place]);
        }

        return read;
    }

    // A place may lie on two cache lines, so both ends are read.
    private static uint Read(ref OpenSession<TKey, TContent> session) =>
        (uint)session.First + Unsafe.AddByteOffset(ref Unsafe.As<OpenSession<TKey, TContent>, byte>(ref session), Unsafe.SizeOf<OpenSession<TKey, TContent>>() - 1);

    // Keys crowd, by an unlucky pattern or by an attacker's design: with another multiplier they hardly will. Not while hash codes are in use.
    private void Reseed()
    {
        _isCrowded = false;
        if (_reseededSize == _index.Size)
        {
            // Once for each size: keys whose hash codes are equal would gain nothing from more.
            return;
        }

        (_reseededSize, _multiplier) = (_index.Size, TablePlacement.RandomMultiplier());
        foreach (ref var session in _places.AsSpan(0, _count))
        {
            session.Hash = session.Hash == 0 ? 0 : HashOf(session.Key);
        }

        _index.Rehash(place => _places[place].Hash);
    }
}
