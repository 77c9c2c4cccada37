using System.Reflection;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes value tuples, the commonest composite keys, without reading their fields by reflection.</summary>
/// <remarks>The result is that of <see cref="CompositeHash{T}"/>: the number of members, then each of them in order.</remarks>
internal static class ValueTupleHashes
{
    private static readonly MethodInfo[] ByArity =
        [.. typeof(ValueTupleHashes).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(m => m.Name == nameof(Of)).OrderBy(m => m.GetGenericArguments().Length)];

    public static Delegate? Find(Type type, KeyCodecs codecs)
    {
        if (!type.IsConstructedGenericType || !type.IsValueType || type.Namespace != nameof(System)
            || !type.Name.StartsWith(nameof(ValueTuple) + "`", StringComparison.Ordinal))
        {
            return null;
        }

        var members = type.GetGenericArguments();
        return (Delegate)ByArity[members.Length - 1].MakeGenericMethod(members)
            .Invoke(null, [.. members.Select(member => StableHash.For(member, codecs))])!;
    }

    private static StableHasher<ValueTuple<A>> Of<A>(StableHasher<A> a) => key => StableHash.Combine(1, a(key.Item1));

    private static StableHasher<(A, B)> Of<A, B>(StableHasher<A> a, StableHasher<B> b) => key =>
        StableHash.Combine(StableHash.Combine(2, a(key.Item1)), b(key.Item2));

    private static StableHasher<(A, B, C)> Of<A, B, C>(StableHasher<A> a, StableHasher<B> b, StableHasher<C> c) => key =>
        Join(3, a(key.Item1), b(key.Item2), c(key.Item3));

    private static StableHasher<(A, B, C, D)> Of<A, B, C, D>(
        StableHasher<A> a, StableHasher<B> b, StableHasher<C> c, StableHasher<D> d) => key =>
        Join(4, a(key.Item1), b(key.Item2), c(key.Item3), d(key.Item4));

    private static StableHasher<(A, B, C, D, E)> Of<A, B, C, D, E>(
        StableHasher<A> a, StableHasher<B> b, StableHasher<C> c, StableHasher<D> d, StableHasher<E> e) => key =>
        Join(5, a(key.Item1), b(key.Item2), c(key.Item3), d(key.Item4), e(key.Item5));

    private static StableHasher<(A, B, C, D, E, F)> Of<A, B, C, D, E, F>(
        StableHasher<A> a, StableHasher<B> b, StableHasher<C> c, StableHasher<D> d, StableHasher<E> e, StableHasher<F> f) => key =>
        Join(6, a(key.Item1), b(key.Item2), c(key.Item3), d(key.Item4), e(key.Item5), f(key.Item6));

    private static StableHasher<(A, B, C, D, E, F, G)> Of<A, B, C, D, E, F, G>(
        StableHasher<A> a, StableHasher<B> b, StableHasher<C> c, StableHasher<D> d, StableHasher<E> e, StableHasher<F> f, StableHasher<G> g) => key =>
        Join(7, a(key.Item1), b(key.Item2), c(key.Item3), d(key.Item4), e(key.Item5), f(key.Item6), g(key.Item7));

    private static StableHasher<ValueTuple<A, B, C, D, E, F, G, TRest>> Of<A, B, C, D, E, F, G, TRest>(
        StableHasher<A> a, StableHasher<B> b, StableHasher<C> c, StableHasher<D> d, StableHasher<E> e, StableHasher<F> f, StableHasher<G> g, StableHasher<TRest> rest)
        where TRest : struct => key =>
        Join(8, a(key.Item1), b(key.Item2), c(key.Item3), d(key.Item4), e(key.Item5), f(key.Item6), g(key.Item7), rest(key.Rest));

    private static ulong Join(ulong count, params ReadOnlySpan<ulong> members)
    {
        var hash = count;
        foreach (var member in members)
        {
            hash = StableHash.Combine(hash, member);
        }

        return hash;
    }
}
