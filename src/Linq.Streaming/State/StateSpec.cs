namespace Linq.Streaming;

/// <summary>What <c>MapWithState</c> does: its function, when idle keys are removed, and the state to begin with. Immutable.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TState">The type of the state of a key.</typeparam>
/// <typeparam name="TResult">What the function gives for each value, and for each key that times out.</typeparam>
public sealed class StateSpec<TKey, TValue, TState, TResult>
{
    internal StateSpec(
        Func<DateTimeOffset, TKey, Optional<TValue>, State<TState>, Optional<TResult>> function,
        TimeSpan? idle = null,
        IEnumerable<KeyValuePair<TKey, TState>>? initial = null)
    {
        Function = function;
        IdleTimeout = idle;
        Initial = initial;
    }

    internal Func<DateTimeOffset, TKey, Optional<TValue>, State<TState>, Optional<TResult>> Function { get; }

    internal TimeSpan? IdleTimeout { get; }

    internal IEnumerable<KeyValuePair<TKey, TState>>? Initial { get; }

    /// <summary>Removes keys that have had no value for longer than <paramref name="idle"/>: strictly longer, in batch time.</summary>
    /// <remarks>
    /// In the first batch in which that is so, with or without input, the function is called once more for the key, without value and
    /// with <see cref="State{TState}.IsTimingOut"/>. A key that has values in that batch stays.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="idle"/> is zero or negative.</exception>
    public StateSpec<TKey, TValue, TState, TResult> Timeout(TimeSpan idle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero);
        return new(Function, idle, Initial);
    }

    /// <summary>The state to begin with, read in the first batch; there it counts as touched. Of a key that occurs twice the last counts.</summary>
    public StateSpec<TKey, TValue, TState, TResult> InitialState(IEnumerable<KeyValuePair<TKey, TState>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return new(Function, IdleTimeout, pairs);
    }
}

/// <summary>Makes <see cref="StateSpec{TKey,TValue,TState,TResult}"/>s.</summary>
public static class StateSpec
{
    /// <summary>A spec whose function gives one result for each call.</summary>
    /// <param name="function">Called for each value in order, with the state of its key; and without value for a key that times out.</param>
    public static StateSpec<TKey, TValue, TState, TResult> Create<TKey, TValue, TState, TResult>(
        Func<TKey, Optional<TValue>, State<TState>, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new((_, key, value, state) => Optional.Some(function(key, value, state)));
    }

    /// <summary>A spec whose function also sees the batch time, and gives a result or none.</summary>
    /// <param name="function">Called for each value in order, with the state of its key; and without value for a key that times out.</param>
    public static StateSpec<TKey, TValue, TState, TResult> Create<TKey, TValue, TState, TResult>(
        Func<DateTimeOffset, TKey, Optional<TValue>, State<TState>, Optional<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new(function);
    }
}
