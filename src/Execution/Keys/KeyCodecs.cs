using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Linq.Streaming.Execution.Keys;

/// <summary>The registered key codecs of a context. Immutable: adding one gives a new registry.</summary>
internal sealed class KeyCodecs
{
    private readonly FrozenDictionary<Type, object> _codecs;

    private KeyCodecs(FrozenDictionary<Type, object> codecs) => _codecs = codecs;

    public static KeyCodecs None { get; } = new(FrozenDictionary<Type, object>.Empty);

    /// <summary>The hashers composed so far: they depend on the codecs, so they live as long as these.</summary>
    public ConcurrentDictionary<Type, Delegate> Hashers { get; } = new();

    public KeyCodecs Add<T>(IKeyCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return Has(typeof(T))
            ? throw new ArgumentException($"A codec for keys of type '{typeof(T)}' is already registered.", nameof(codec))
            : new(_codecs.Append(new(typeof(T), codec)).ToFrozenDictionary());
    }

    public bool Has(Type type) => _codecs.ContainsKey(type);

    public IKeyCodec<T>? Find<T>() => (IKeyCodec<T>?)_codecs.GetValueOrDefault(typeof(T));
}
