using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>Which keys have not been touched for longer than they live.</summary>
/// <remarks>
/// Keys are listed under each time at which they were touched. A list that is too old is gone through once, and each of its keys that no later time has
/// touched has ended: constant work for each touch, however many keys there are.
/// </remarks>
internal sealed class KeyLifetimes<TKey>(StableHasher<TKey> hash, long timeToLive)
{
    private const long Everything = 0;
    private readonly InMemoryStateStore<TKey, long> _touchedAt = new(hash);
    private readonly InMemoryStateStore<TKey, bool> _touches = new(hash);

    /// <summary>Its stores: whoever owns it begins, commits and undoes versions of them with his own.</summary>
    public IReadOnlyList<IStateStore> Stores => [_touchedAt, _touches];

    /// <summary>A key was touched at <paramref name="ticks"/>.</summary>
    public void Touch(TKey key, long ticks)
    {
        ref var touchedAt = ref _touchedAt.Touch(Everything, key, out var added);
        if (added || touchedAt != ticks)
        {
            touchedAt = ticks;
            _touches.Put(ticks, key, true);
        }
    }

    /// <summary>Forgets the keys that were last touched more than their lifetime before <paramref name="ticks"/>, and gives them.</summary>
    public IReadOnlyList<TKey> Expire(long ticks)
    {
        List<TKey>? ended = null;
        while (_touches.FirstWindow is { } time && time < ticks - timeToLive)
        {
            foreach (var (key, _) in _touches.Scan(time))
            {
                if (_touchedAt.TryGet(Everything, key, out var last) && last == time)
                {
                    (ended ??= []).Add(key);
                }
            }

            _touches.RemoveWindow(time);
        }

        foreach (var key in ended ?? [])
        {
            _touchedAt.Remove(Everything, key);
        }

        return ended ?? (IReadOnlyList<TKey>)[];
    }
}
