namespace Linq.Streaming;

/// <summary>Hashes keys of a type whose equality the engine cannot see through, because the type has an <c>Equals</c> of its own.</summary>
/// <typeparam name="T">The type of the keys, or of a member of keys.</typeparam>
/// <remarks>
/// The hash decides which partition a key belongs to and where its state is stored. So it must be the same in every process, on every
/// machine and after every restart (<see cref="object.GetHashCode"/> is not), and keys that are equal must have equal hashes.
/// The engine mixes the result, so that simple hashes such as an id spread well. Calls may come from several threads at once.
/// </remarks>
public interface IKeyCodec<in T>
{
    /// <summary>The hash of a key, which is never null.</summary>
    /// <param name="key">The key; null keys are hashed by the engine itself.</param>
    ulong Hash(T key);
}
