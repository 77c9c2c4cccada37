namespace Linq.Streaming;

/// <summary>Outputs to Kafka, for rows whose type has no name or is long to write.</summary>
public static class KafkaStreamQueryable
{
    /// <summary>Writes each batch to a topic: <c>WriteTo</c> with a <see cref="KafkaSink{T}"/>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="bootstrapServers">See <see cref="KafkaSinkOptions{T}.BootstrapServers"/>.</param>
    /// <param name="topic">See <see cref="KafkaSinkOptions{T}.Topic"/>.</param>
    /// <param name="directory">See <see cref="KafkaSinkOptions{T}.Directory"/>.</param>
    /// <param name="configure">Gives the options, made of those with the defaults.</param>
    /// <param name="name">Identifies the output in checkpoints; by default its place among the outputs.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void WriteToKafka<TSource>(
        this IStreamQueryable<TSource> source,
        string bootstrapServers,
        string topic,
        string directory,
        Func<KafkaSinkOptions<TSource>, KafkaSinkOptions<TSource>>? configure = null,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var options = new KafkaSinkOptions<TSource> { BootstrapServers = bootstrapServers, Topic = topic, Directory = directory };
        source.WriteTo(new KafkaSink<TSource>(configure is null ? options : configure(options)), name);
    }
}
