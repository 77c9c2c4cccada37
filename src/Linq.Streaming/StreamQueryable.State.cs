namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Keeps a state for each key: in every batch each known key, and each key with values, gets a new state from the old one and the values. Spark's <c>updateStateByKey</c>.</summary>
    /// <param name="source">Pairs.</param>
    /// <param name="update">From the key, its values in this batch in order (none where it has none), and its state before, to its state after; none removes the key.</param>
    /// <returns>The state of every key after each batch.</returns>
    /// <remarks>
    /// The work of a batch grows with the number of keys; <c>MapWithState</c> touches only those with values. Until the source has had an
    /// RDD there is none. Values kept as state must not be changed in place.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type is refused. LS1002: the source is a result over everything so far, or early results.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TState>> UpdateStateByKey<TKey, TValue, TState>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source,
        Func<TKey, IReadOnlyList<TValue>, Optional<TState>, Optional<TState>> update) =>
        Capture(UpdateStateByKey, source, Function(update));

    /// <inheritdoc cref="UpdateStateByKey{TKey,TValue,TState}(IStreamQueryable{KeyValuePair{TKey,TValue}}, Func{TKey,IReadOnlyList{TValue},Optional{TState},Optional{TState}})"/>
    /// <param name="source">Pairs.</param>
    /// <param name="update">From the key, its values in this batch in order (none where it has none), and its state before, to its state after; none removes the key.</param>
    /// <param name="initial">The state before the first batch; read once. Of a key that occurs twice the last counts.</param>
    public static IStreamQueryable<KeyValuePair<TKey, TState>> UpdateStateByKey<TKey, TValue, TState>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source,
        Func<TKey, IReadOnlyList<TValue>, Optional<TState>, Optional<TState>> update,
        IEnumerable<KeyValuePair<TKey, TState>> initial) =>
        Capture(UpdateStateByKey, source, Function(update), Rows(initial));

    /// <summary>Maps each pair with the state of its key, which the function may change. Spark's <c>mapWithState</c>.</summary>
    /// <param name="source">Pairs.</param>
    /// <param name="spec">The function, the timeout, and the state to begin with.</param>
    /// <returns>The results of the calls. It exists at every batch, since keys may time out without input.</returns>
    /// <remarks>
    /// The function is called once for each pair, in the order batch, partition, position for the pairs of a key. Only keys with values,
    /// and those that time out, are touched. Values kept as state must not be changed in place.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type is refused. LS1002: the source is a result over everything so far, or early results.</exception>
    public static IMapWithStateQueryable<TKey, TState, TResult> MapWithState<TKey, TValue, TState, TResult>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source, StateSpec<TKey, TValue, TState, TResult> spec)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(spec);
        var self = new Func<
            IStreamQueryable<KeyValuePair<TKey, TValue>>, StateSpec<TKey, TValue, TState, TResult>, IMapWithStateQueryable<TKey, TState, TResult>>(MapWithState);
        return new MapWithStateQuery<TKey, TState, TResult>(Call(self, source, Value(spec).Expression), source.Provider);
    }

    /// <summary>The state of every key after each batch, also of keys that the batch did not touch. Spark's <c>stateSnapshots</c>.</summary>
    /// <remarks>The state to begin with is there from the first batch on.</remarks>
    public static IStreamQueryable<KeyValuePair<TKey, TState>> StateSnapshots<TKey, TState, TResult>(
        this IMapWithStateQueryable<TKey, TState, TResult> source) =>
        Capture(StateSnapshots, source);
}
