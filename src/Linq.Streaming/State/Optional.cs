using System.Diagnostics.CodeAnalysis;

namespace Linq.Streaming;

/// <summary>A value, or none. <c>default</c> is none.</summary>
/// <typeparam name="T">The type of the value; null can be a value.</typeparam>
public readonly record struct Optional<T>
{
    private readonly T _value;

    internal Optional(T value) => (_value, HasValue) = (value, true);

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => HasValue ? _value : throw new InvalidOperationException("The optional has no value; look at HasValue first.");

    /// <summary>The value, or <paramref name="fallback"/> where there is none.</summary>
    public T GetValueOrDefault(T fallback) => HasValue ? _value : fallback;

    /// <summary>Gives the value where there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return HasValue;
    }

    /// <summary>The value's text, or <c>none</c>.</summary>
    public override string ToString() => HasValue ? $"some({_value})" : "none";
}

/// <summary>Makes <see cref="Optional{T}"/>s.</summary>
public static class Optional
{
    /// <summary>An optional that has <paramref name="value"/>, which may be null.</summary>
    public static Optional<T> Some<T>(T value) => new(value);

    /// <summary>An optional without a value.</summary>
    public static Optional<T> None<T>() => default;
}
