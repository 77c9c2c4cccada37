using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Finds the pairs of one window, and the rows that meet none.</summary>
/// <remarks>
/// <para>
/// The outer rows of a chunk go along their chains together, a step a round. No step depends on another outer row's, so waits for memory overlap; and what matches is taken by counting
/// on rather than by jumping, since no processor guesses the matches of random keys.
/// </para>
/// <para>Loops ask for optimised code at once: a window is one call or a few, so that the first ones would run through what the JIT makes in haste.</para>
/// </remarks>
internal sealed class PairFinder<TKey, TOuter, TInner>(bool keepsOuter, bool keepsInner)
{
    private readonly JoinTable<TKey> _table = new();
    private JoinedRow<TKey, TOuter>[] _outer = [];
    private JoinedRow<TKey, TInner>[] _inner = [];
    private bool[] _hasOuterMet = [];
    private bool[] _hasInnerMet = [];
    private JoinedPair[] _open = [];
    private int _outerCount;
    private int _innerCount;
    private int _openCount;
    private int _from;
    private int _until;
    private int _innerAt;

    /// <summary>Begins a window.</summary>
    public void Begin(JoinedRow<TKey, TOuter>[] outer, int outerCount, JoinedRow<TKey, TInner>[] inner, int innerCount)
    {
        (_outer, _outerCount, _inner, _innerCount) = (outer, outerCount, inner, innerCount);
        (_openCount, _from, _until, _innerAt) = (0, 0, 0, 0);
        if (outerCount > 0 && innerCount > 0)
        {
            _table.Build(inner, innerCount);
        }
        else if (!keepsOuter)
        {
            // Nothing to look up.
            (_from, _until) = (outerCount, outerCount);
        }

        if (keepsInner)
        {
            Renew(ref _hasInnerMet, innerCount);
        }
    }

    /// <summary>Fills <paramref name="pairs"/>; at the end of a window there are none.</summary>
    public JoinStep Next(JoinedPair[] pairs, out int count)
    {
        count = 0;
        while (true)
        {
            if (_openCount > 0)
            {
                count = Meet(pairs);
                if (count > 0)
                {
                    return JoinStep.Pairs;
                }
            }
            else if (_from < _until && keepsOuter)
            {
                count = UnmetOuter(pairs);
                _from = _until;
                if (count > 0)
                {
                    return JoinStep.Outer;
                }
            }
            else if (_until < _outerCount)
            {
                LookUp(pairs.Length / 2);
            }
            else
            {
                count = keepsInner ? UnmetInner(pairs) : 0;
                return count > 0 ? JoinStep.Inner : JoinStep.End;
            }
        }
    }

    // Where the outer rows of the next chunk find their chains.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookUp(int chunk)
    {
        _from = _until;
        _until = Math.Min(_until + chunk, _outerCount);
        if (_open.Length < chunk)
        {
            _open = new JoinedPair[chunk];
        }

        if (keepsOuter)
        {
            Renew(ref _hasOuterMet, _until - _from);
        }

        var count = 0;
        var open = _open;
        for (var i = _from; _innerCount > 0 && i < _until; i++)
        {
            var first = _table.First(_outer[i].Key);
            open[count].Outer = i;
            open[count].Inner = first;
            count += NotNegative(first);
        }

        _openCount = count;
    }

    // Goes along the chains until no more pairs are sure to find room; a round makes at most one for each chain.
    private int Meet(JoinedPair[] pairs)
    {
        var count = 0;
        while (_openCount > 0 && count + _openCount <= pairs.Length)
        {
            count = keepsOuter || keepsInner ? MeetAndNote(pairs, count) : MeetOnce(pairs, count);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MeetOnce(JoinedPair[] pairs, int count)
    {
        var (outer, inner, open) = (_outer, _inner, _open);
        var left = 0;
        for (var i = 0; i < _openCount; i++)
        {
            var pair = open[i];
            ref var partner = ref inner[pair.Inner];
            pairs[count] = pair;
            count += AsNumber(KeyHash<TKey>.Equal(partner.Key, outer[pair.Outer].Key));
            pair.Inner = partner.Next;
            open[left] = pair;
            left += NotNegative(pair.Inner);
        }

        _openCount = left;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MeetAndNote(JoinedPair[] pairs, int count)
    {
        var left = 0;
        for (var i = 0; i < _openCount; i++)
        {
            var pair = _open[i];
            ref var partner = ref _inner[pair.Inner];
            if (KeyHash<TKey>.Equal(partner.Key, _outer[pair.Outer].Key))
            {
                pairs[count++] = pair;
                if (keepsOuter)
                {
                    _hasOuterMet[pair.Outer - _from] = true;
                }

                if (keepsInner)
                {
                    _hasInnerMet[pair.Inner] = true;
                }
            }

            pair.Inner = partner.Next;
            _open[left] = pair;
            left += NotNegative(pair.Inner);
        }

        _openCount = left;
        return count;
    }

    private int UnmetOuter(JoinedPair[] pairs)
    {
        var count = 0;
        for (var i = _from; i < _until; i++)
        {
            if (!_hasOuterMet[i - _from])
            {
                pairs[count++].Outer = i;
            }
        }

        return count;
    }

    private int UnmetInner(JoinedPair[] pairs)
    {
        var count = 0;
        for (; _innerAt < _innerCount && count < pairs.Length; _innerAt++)
        {
            if (!_hasInnerMet[_innerAt])
            {
                pairs[count++].Inner = _innerAt;
            }
        }

        return count;
    }

    private static void Renew(ref bool[] flags, int count)
    {
        if (flags.Length < count)
        {
            flags = new bool[Math.Max(count, flags.Length * 2)];
        }
        else
        {
            Array.Clear(flags, 0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NotNegative(int place) => (int)((uint)~place >> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AsNumber(bool flag) => Unsafe.BitCast<bool, byte>(flag);
}
