using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Linq.Streaming;

/// <summary>Topics of Kafka as sources of a context.</summary>
public static class KafkaStreamContext
{
    /// <summary>A source of the records of topics: <c>FromSource</c> with a <see cref="KafkaSource{T}"/>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Which topics, from where on, how much at once.</param>
    /// <param name="parse">Makes a row of a record. What it throws makes the record malformed.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">The most rows that one batch takes, but for one of each partition; at least 1.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static IStreamQueryable<T> FromKafka<T>(this StreamContext context, KafkaSourceOptions options, Func<KafkaMessage, T> parse, string? name = null, int maxPerBatch = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.FromSource(new KafkaSource<T>(options, parse), name, maxPerBatch);
    }

    /// <summary>A source of the values of topics as text. A record without a value, or with one that is no UTF-8, is malformed.</summary>
    /// <inheritdoc cref="FromKafka{T}(StreamContext, KafkaSourceOptions, Func{KafkaMessage, T}, string?, int)"/>
    public static IStreamQueryable<string> FromKafka(this StreamContext context, KafkaSourceOptions options, string? name = null, int maxPerBatch = 1_000_000) =>
        context.FromKafka(options, message => message.ValueText(), name, maxPerBatch);

    /// <summary>A source of the values of topics, each a JSON text in UTF-8. A record without a value, with one that is no JSON of the type, or with <c>null</c> is malformed.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Which topics, from where on, how much at once.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">The most rows that one batch takes, but for one of each partition; at least 1.</param>
    /// <param name="json">How values are read; the serializer's defaults if it is null.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static IStreamQueryable<T> FromKafkaJson<T>(
        this StreamContext context, KafkaSourceOptions options, string? name = null, int maxPerBatch = 1_000_000, JsonSerializerOptions? json = null) =>
        context.FromKafka(options, message => JsonSerializer.Deserialize<T>(Json(message), json) ?? throw new JsonException("The value is null."), name, maxPerBatch);

    /// <summary>As <see cref="FromKafkaJson{T}(StreamContext, KafkaSourceOptions, string?, int, JsonSerializerOptions?)"/>, with the type's own metadata, which needs no reflection.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">Which topics, from where on, how much at once.</param>
    /// <param name="type">How values are read.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">The most rows that one batch takes, but for one of each partition; at least 1.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static IStreamQueryable<T> FromKafkaJson<T>(this StreamContext context, KafkaSourceOptions options, JsonTypeInfo<T> type, string? name = null, int maxPerBatch = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(type);
        return context.FromKafka(options, message => JsonSerializer.Deserialize(Json(message), type) ?? throw new JsonException("The value is null."), name, maxPerBatch);
    }

    private static ReadOnlySpan<byte> Json(KafkaMessage message) => message.IsTombstone ? throw new FormatException("The message has no value.") : message.Value.Span;
}
