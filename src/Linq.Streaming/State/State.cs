using System.Diagnostics.CodeAnalysis;

namespace Linq.Streaming;

/// <summary>The state of one key, as the function of <c>MapWithState</c> sees it. Valid during the call only; used by one thread.</summary>
/// <typeparam name="TState">The type of the state. A value must not be changed in place: give a new one to <see cref="Update"/>.</typeparam>
public sealed class State<TState>
{
    private TState? _value;

    internal State()
    {
    }

    /// <summary>Whether the key has a state: from before, or from <see cref="Update"/> in this call.</summary>
    public bool Exists { get; private set; }

    /// <summary>Whether the key is about to be removed because it has been idle for longer than the timeout. It cannot be changed then.</summary>
    public bool IsTimingOut { get; private set; }

    /// <summary>The state.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TState Value => Exists ? _value! : throw new InvalidOperationException("The key has no state; look at Exists first, or use TryGet.");

    internal bool IsUpdated { get; private set; }

    internal bool IsRemoved { get; private set; }

    /// <summary>Gives the state where there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out TState value)
    {
        value = _value;
        return Exists;
    }

    /// <summary>Sets the state.</summary>
    /// <exception cref="InvalidOperationException">The state was removed in this call, or the key is timing out.</exception>
    public void Update(TState value)
    {
        ThrowIfFinal(nameof(Update));
        (_value, Exists, IsUpdated) = (value, true, true);
    }

    /// <summary>Removes the key. Later calls for it see no state.</summary>
    /// <exception cref="InvalidOperationException">The state was removed in this call already, or the key is timing out and will be removed.</exception>
    public void Remove()
    {
        ThrowIfFinal(nameof(Remove));
        (_value, Exists, IsUpdated, IsRemoved) = (default, false, false, true);
    }

    internal void Reset(Optional<TState> value, bool isTimingOut)
    {
        (Exists, IsTimingOut, IsUpdated, IsRemoved) = (value.HasValue, isTimingOut, false, false);
        _value = value.HasValue ? value.Value : default;
    }

    private void ThrowIfFinal(string what)
    {
        if (IsRemoved || IsTimingOut)
        {
            throw new InvalidOperationException(
                $"State.{what} cannot be called: the state {(IsRemoved ? "was removed in this call" : "is timing out and will be removed after it")}.");
        }
    }
}
