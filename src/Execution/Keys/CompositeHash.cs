using Linq.Streaming.Planning.Keys;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes a record, an anonymous type, a <see cref="Tuple"/> or a plain struct: the number of its members, then each of them.</summary>
internal sealed class CompositeHash<T>
{
    private readonly MemberHasher<T>[] _members;

    private CompositeHash(MemberHasher<T>[] members) => _members = members;

    public static StableHasher<T> For(KeyCodecs codecs) =>
        new CompositeHash<T>([.. KeyMembers.Of(typeof(T)).Select(field => MemberHash.For<T>(field, codecs))]).Hash;

    private ulong Hash(T key)
    {
        if (key is null)
        {
            return StableHash.Null;
        }

        // A derived record has members that were not checked and are not hashed, and never equals one of this type.
        if (!typeof(T).IsValueType && key.GetType() != typeof(T))
        {
            throw new StreamQueryException(StreamErrors.DerivedKey(key.GetType(), typeof(T)));
        }

        var hash = (ulong)_members.Length;
        foreach (var member in _members)
        {
            hash = StableHash.Combine(hash, member(ref key));
        }

        return hash;
    }
}
