using System.Collections.Concurrent;
using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>The codecs of all types that are asked for, made once each. Thread-safe.</summary>
/// <remarks>A registered key codec only hashes, so a type that has one is written like any other.</remarks>
internal sealed class ValueCodecs
{
    private readonly ConcurrentDictionary<Type, ValueCodec> _codecs = new(ScalarKinds.All);
    private readonly ConcurrentDictionary<Type, string> _refused = new();
    private readonly Lock _building = new();
    private readonly KeyCodecs _keys;

    /// <exception cref="PlatformNotSupportedException">The machine is big-endian: values are copied as they lie in memory.</exception>
    public ValueCodecs(KeyCodecs keys)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("State is written on little-endian machines only.");
        }

        _keys = keys;
    }

    /// <exception cref="UnsupportedValueException">See <see cref="WhyNot"/>.</exception>
    public ValueCodec<T> For<T>() => (ValueCodec<T>)For(typeof(T));

    /// <inheritdoc cref="For{T}"/>
    public ValueCodec For(Type type) => Find(type, out var reason) ?? throw new UnsupportedValueException(reason!);

    /// <summary>Null where values of the type can be kept; else which member cannot, why, and what to do.</summary>
    /// <remarks>What is left to run time: objects of derived classes, comparers, and values that are nested too deep.</remarks>
    public string? WhyNot(Type type) => Find(type, out var reason) is null ? reason : null;

    /// <summary>A codec that reads what was written under another schema; it is not for writing, unless that schema is the type's own.</summary>
    /// <param name="writtenSchema">The <see cref="ValueCodec.Schema"/> under which it was written.</param>
    /// <param name="reason">Why there is none, which may be that <typeparamref name="T"/> cannot be kept at all.</param>
    /// <remarks>
    /// Members are matched by name: one that was not written is the default of its type, one that the type no longer has is passed over, and so on within them. A number may
    /// have become a wider one, and what was always there may have become nullable.
    /// </remarks>
    public ValueCodec<T>? ForSchema<T>(string writtenSchema, out string? reason)
    {
        if (Find(typeof(T), out reason) is not { } current || current.Schema == writtenSchema)
        {
            return (ValueCodec<T>?)Find(typeof(T), out _);
        }

        if (SchemaParser.TryParse(writtenSchema) is not { } written)
        {
            reason = $"'{writtenSchema}' is no schema that this version knows.";
            return null;
        }

        try
        {
            return (ValueCodec<T>)new CodecAdapter(this).Adapt(typeof(T), written);
        }
        catch (UnsupportedValueException refused)
        {
            reason = refused.Message;
            return null;
        }
    }

    private ValueCodec? Find(Type type, out string? reason)
    {
        if (_codecs.TryGetValue(type, out var codec))
        {
            reason = null;
            return codec;
        }

        return _refused.TryGetValue(type, out reason) ? null : Build(type, out reason);
    }

    private ValueCodec? Build(Type type, out string? reason)
    {
        // One at a time: codecs that hold each other become known together, when all of them are complete.
        lock (_building)
        {
            var builder = new CodecBuilder(_codecs, _keys);
            try
            {
                var codec = builder.Build(type);
                foreach (var (of, made) in builder.Made)
                {
                    _codecs.TryAdd(of, made);
                }

                reason = null;
                return codec;
            }
            catch (UnsupportedValueException refused)
            {
                _refused[type] = reason = refused.Message;
                return null;
            }
        }
    }
}
