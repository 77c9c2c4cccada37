using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Linq.Streaming;

/// <summary>Where a source stands: for each of its partitions, the position of the next row. Immutable.</summary>
/// <remarks>Two are equal if they have the same partitions at the same positions. Partitions are in ordinal order.</remarks>
public sealed class StreamOffsets : IReadOnlyDictionary<string, long>, IEquatable<StreamOffsets>
{
    private readonly SortedList<string, long> _positions;

    /// <summary>Makes offsets.</summary>
    /// <param name="positions">Each partition once, with a position that is not negative.</param>
    /// <exception cref="ArgumentException">A partition comes twice, or a position is negative.</exception>
    public StreamOffsets(IEnumerable<KeyValuePair<string, long>> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        _positions = new SortedList<string, long>(StringComparer.Ordinal);
        foreach (var (partition, position) in positions)
        {
            if (position < 0)
            {
                throw new ArgumentException($"Partition '{partition}' has the negative position {position}.", nameof(positions));
            }

            _positions.Add(partition, position);
        }
    }

    /// <summary>No partitions.</summary>
    public static StreamOffsets None { get; } = new([]);

    /// <summary>The number of partitions.</summary>
    public int Count => _positions.Count;

    /// <summary>The partitions, in ordinal order.</summary>
    public IEnumerable<string> Keys => _positions.Keys;

    /// <summary>The positions, in the order of the partitions.</summary>
    public IEnumerable<long> Values => _positions.Values;

    /// <summary>The position of a partition.</summary>
    public long this[string key] => _positions[key];

    /// <summary>Offsets of a source that has one partition, named by an empty string.</summary>
    public static StreamOffsets Of(long position) => new([KeyValuePair.Create("", position)]);

    /// <summary>Whether there is such a partition.</summary>
    public bool ContainsKey(string key) => _positions.ContainsKey(key);

    /// <summary>The position of a partition, if there is such a one.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out long value) => _positions.TryGetValue(key, out value);

    /// <summary>The partitions with their positions, in ordinal order.</summary>
    public IEnumerator<KeyValuePair<string, long>> GetEnumerator() => _positions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(StreamOffsets? other) => other is not null && _positions.SequenceEqual(other._positions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamOffsets);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (partition, position) in _positions)
        {
            hash.Add(partition, StringComparer.Ordinal);
            hash.Add(position);
        }

        return hash.ToHashCode();
    }

    /// <summary>Such as <c>clicks-0: 17, clicks-1: 4</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _positions.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{(entry.Key.Length == 0 ? "" : entry.Key + ": ")}{entry.Value}")));
}
