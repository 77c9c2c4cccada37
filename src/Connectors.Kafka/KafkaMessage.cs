using System.Diagnostics.CodeAnalysis;
using System.Text;
using Confluent.Kafka;

namespace Linq.Streaming;

/// <summary>One record of a topic, as it is handed to the function that makes rows.</summary>
/// <remarks>Its memory belongs to it and is not reused: rows may keep what they are given.</remarks>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "A view of one record, which nobody compares.")]
public readonly struct KafkaMessage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConsumeResult<byte[]?, byte[]?> _result;

    internal KafkaMessage(ConsumeResult<byte[]?, byte[]?> result) => _result = result;

    /// <summary>The topic that it is of.</summary>
    public string Topic => _result.Topic;

    /// <summary>The partition of the topic, from 0 on.</summary>
    public int Partition => _result.Partition.Value;

    /// <summary>Its place in the partition. Offsets grow and may leave numbers out.</summary>
    public long Offset => _result.Offset.Value;

    /// <summary>When it was made, or when the broker took it, as the topic is set up; to the millisecond. The zero of Unix time where it has none.</summary>
    public DateTimeOffset Timestamp => new(_result.Message.Timestamp.UtcDateTime);

    /// <summary>Whether it has a key; one of no bytes is one.</summary>
    public bool HasKey => _result.Message.Key is not null;

    /// <summary>The key; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Key => _result.Message.Key;

    /// <summary>Whether it has no value: in a topic that is compacted, the key has been deleted.</summary>
    public bool IsTombstone => _result.Message.Value is null;

    /// <summary>The value; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Value => _result.Message.Value;

    /// <summary>The value as text.</summary>
    /// <exception cref="FormatException">It has none, or it is no UTF-8; to the source it is then malformed.</exception>
    public string ValueText() => Text(_result.Message.Value, "value");

    /// <summary>The key as text.</summary>
    /// <exception cref="FormatException">It has none, or it is no UTF-8; to the source it is then malformed.</exception>
    public string KeyText() => Text(_result.Message.Key, "key");

    /// <summary>The last header of a name.</summary>
    /// <returns>Whether there is one. Its value is empty where it has none.</returns>
    public bool TryGetHeader(string name, out ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[]? bytes = null;
        var isThere = _result.Message.Headers is { } headers && headers.TryGetLastBytes(name, out bytes);
        value = bytes;
        return isThere;
    }

    /// <summary>Such as <c>clicks-0, offset 4711</c>.</summary>
    public override string ToString() => $"{Topic}-{Partition}, offset {Offset}";

    private static string Text(byte[]? bytes, string what)
    {
        try
        {
            return Strict.GetString(bytes ?? throw new FormatException($"The message has no {what}."));
        }
        catch (DecoderFallbackException failure)
        {
            throw new FormatException($"The {what} is no UTF-8.", failure);
        }
    }
}
