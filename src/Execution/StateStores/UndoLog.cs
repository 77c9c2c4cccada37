using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>What it takes to undo one version: steps in the order of the changes.</summary>
/// <remarks>
/// A record is written for each entry that was there at its first touch, side by side with others and without a reference to its window, since millions of
/// them are written. The log is used again for later versions once its own is final, so that in steady state logging allocates nothing.
/// </remarks>
internal sealed class UndoLog<TKey, TValue>
{
    private readonly List<UndoStep<TKey, TValue>> _steps = [];
    private UndoRecord<TKey, TValue>[] _touched = new UndoRecord<TKey, TValue>[16];
    private int _count;
    private StateWindow<TKey, TValue>? _open;

    public long Version { get; private set; }

    /// <summary>The steps, oldest first.</summary>
    public ReadOnlySpan<UndoStep<TKey, TValue>> Steps
    {
        get
        {
            CloseRun();
            return CollectionsMarshal.AsSpan(_steps);
        }
    }

    /// <summary>The entries that a step of kind <see cref="UndoKind.Touched"/> puts back.</summary>
    public ReadOnlySpan<UndoRecord<TKey, TValue>> Touched(in UndoStep<TKey, TValue> step) => _touched.AsSpan(step.First, step.Count);

    public void Start(long version) => Version = version;

    public void Add(UndoKind kind, StateWindow<TKey, TValue> window)
    {
        CloseRun();
        _steps.Add(new() { Kind = kind, Window = window });
    }

    /// <summary>Keeps what an entry was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTouched(StateWindow<TKey, TValue> window, TKey key, in StateEntry<TValue> old)
    {
        if (!ReferenceEquals(_open, window) || _count == _touched.Length)
        {
            OpenRun(window);
        }

        ref var record = ref _touched[_count++];
        record.Key = key;
        record.Old = old;
    }

    /// <summary>Notes that keys are inserted into a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="count">How many places it had before.</param>
    /// <param name="before">The version that had inserted last.</param>
    public void AddInserted(StateWindow<TKey, TValue> window, int count, long before)
    {
        CloseRun();
        _steps.Add(new() { Kind = UndoKind.Inserted, Window = window, Count = count, InsertedBefore = before });
    }

    /// <summary>Moves the places that a window had before entries were inserted, where removed ones have been taken out of it.</summary>
    /// <param name="window">The window.</param>
    /// <param name="placeOf">How many places are left of so many.</param>
    public void MovePlaces(StateWindow<TKey, TValue> window, Func<int, int> placeOf)
    {
        foreach (ref var step in CollectionsMarshal.AsSpan(_steps))
        {
            if (step.Kind == UndoKind.Inserted && ReferenceEquals(step.Window, window))
            {
                step.Count = placeOf(step.Count);
            }
        }
    }

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<UndoRecord<TKey, TValue>>())
        {
            Array.Clear(_touched, 0, _count);
        }

        _steps.Clear();
        (_count, _open) = (0, null);
    }

    // Makes the window's records come next, and room for one.
    [MethodImpl(HotCode.AtOnce)]
    private void OpenRun(StateWindow<TKey, TValue> window)
    {
        if (_count == _touched.Length)
        {
            Array.Resize(ref _touched, _count * 2);
        }

        if (!ReferenceEquals(_open, window))
        {
            CloseRun();
            _steps.Add(new() { Kind = UndoKind.Touched, Window = window, First = _count });
            _open = window;
        }
    }

    private void CloseRun()
    {
        if (_open is not null)
        {
            ref var run = ref CollectionsMarshal.AsSpan(_steps)[^1];
            run.Count = _count - run.First;
            _open = null;
        }
    }
}
