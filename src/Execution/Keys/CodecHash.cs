namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes by the codec that the user registered. Its result is mixed, since a user's hash may be as plain as an id.</summary>
internal sealed class CodecHash<T>(IKeyCodec<T> codec)
{
    public ulong Hash(T key) => key is null ? StableHash.Null : StableHash.Mix(codec.Hash(key));
}
