using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>A part that lies by key: in sections, one for each partition, which say which key groups they have.</summary>
/// <remarks>
/// <code>
///   count of sections | first group, end group, what the partition had | first group, ...
/// </code>
/// A section of groups that all belong to one partition now goes there as a whole; else each key is asked for its group.
/// </remarks>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">What is kept under it.</typeparam>
internal abstract class KeyedPart<TKey, TValue>(string name, int partitions, StableHasher<TKey> hash, ValueCodecs codecs) : StatePart(name)
{
    private readonly ValueCodec<TKey> _ownKeys = codecs.For<TKey>();
    private readonly ValueCodec<TValue> _ownValues = codecs.For<TValue>();
    private ValueCodec<TKey>? _keys;
    private ValueCodec<TValue>? _values;

    public override string Schema => KeyedSchema.Of(Form, _ownKeys.Schema, _ownValues.Schema);

    /// <summary>The name of its form.</summary>
    protected abstract string Form { get; }

    public override string? Accept(string schema)
    {
        if (schema == Schema)
        {
            (_keys, _values) = (_ownKeys, _ownValues);
            return null;
        }

        if (!KeyedSchema.TrySplit(Form, schema, out var keys, out var values))
        {
            return $"it was kept as {schema} and is {Schema} now";
        }

        _keys = codecs.ForSchema<TKey>(keys, out var reason);
        if (_keys is not null)
        {
            _values = codecs.ForSchema<TValue>(values, out reason);
        }

        return reason;
    }

    public override void Apply(ref ByteReader bytes)
    {
        for (var sections = bytes.ReadNumber(); sections > 0; sections--)
        {
            var (first, end) = (bytes.ReadByte(), bytes.ReadByte());
            if (first >= end || end > KeyGroups.Count)
            {
                throw bytes.Corrupt($"key groups {first} to {end}");
            }

            var owner = KeyGroups.PartitionOf(first, partitions);
            ReadSection(ref bytes, new KeySection(first, end, owner == KeyGroups.PartitionOf(end - 1, partitions) ? owner : -1));
        }
    }

    /// <summary>Reads what one partition had.</summary>
    protected abstract void ReadSection(ref ByteReader bytes, KeySection section);

    /// <summary>The partition of a key of a section.</summary>
    protected int OwnerOf(KeySection section, TKey key) => section.Owner >= 0 ? section.Owner : KeyGroups.PartitionOf(KeyGroups.Of(hash(key)), partitions);

    /// <summary>Whether a key is of a section.</summary>
    protected bool Has(KeySection section, TKey key) => section.Has(KeyGroups.Of(hash(key)));

    /// <summary>The partitions that have keys of a section, and whether they have no others.</summary>
    protected IEnumerable<(int Partition, bool IsWhole)> PartitionsOf(KeySection section)
    {
        for (var partition = KeyGroups.PartitionOf(section.First, partitions); partition <= KeyGroups.PartitionOf(section.End - 1, partitions); partition++)
        {
            yield return (partition, KeySection.FirstGroup(partition, partitions) >= section.First && KeySection.FirstGroup(partition + 1, partitions) <= section.End);
        }
    }

    protected TKey[] ReadKeys(ref ByteReader bytes, int count) => Read(_keys ?? _ownKeys, ref bytes, count);

    protected TValue[] ReadValues(ref ByteReader bytes, int count) => Read(_values ?? _ownValues, ref bytes, count);

    protected void WriteKeys(ByteWriter bytes, ReadOnlySpan<TKey> keys) => _ownKeys.WriteAll(bytes, keys);

    protected void WriteValues(ByteWriter bytes, ReadOnlySpan<TValue> values) => _ownValues.WriteAll(bytes, values);

    /// <summary>What all partitions had, to be written one after the other; null where none had anything.</summary>
    protected static CapturedState? Capture(IEnumerable<Action<ByteWriter>?> partitions) =>
        partitions.ToArray() is var all && Array.TrueForAll(all, part => part is null) ? null : new Captured(all);

    private static T[] Read<T>(ValueCodec<T> codec, ref ByteReader bytes, int count)
    {
        var items = count == 0 ? [] : new T[count];
        codec.ReadAll(ref bytes, items);
        return items;
    }

    private sealed class Captured(Action<ByteWriter>?[] partitions) : CapturedState
    {
        public override void Write(ByteWriter bytes)
        {
            bytes.WriteNumber(partitions.Count(part => part is not null));
            for (var partition = 0; partition < partitions.Length; partition++)
            {
                if (partitions[partition] is { } write)
                {
                    bytes.WriteByte((byte)KeySection.FirstGroup(partition, partitions.Length));
                    bytes.WriteByte((byte)KeySection.FirstGroup(partition + 1, partitions.Length));
                    write(bytes);
                }
            }
        }
    }
}
