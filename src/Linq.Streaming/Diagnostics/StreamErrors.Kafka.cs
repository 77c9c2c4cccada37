namespace Linq.Streaming;

internal static partial class StreamErrors
{
    // --- 52xx: Kafka ---

    public static StreamDiagnostic KafkaUnreachable(string servers, TimeSpan waited, string reason) => New(
        "LS5201", $"No Kafka broker has answered at {servers} for {waited.TotalSeconds:0.#} s: {reason} Check the addresses, and that the listeners that the brokers advertise can be reached from here.", null, servers, waited, reason);

    public static StreamDiagnostic KafkaTopicMissing(string topic, string servers) => New(
        "LS5202", $"There is no topic '{topic}' at {servers} that this client can see. Create it, check its name, or read with a TopicPattern, which may match topics that come later.", null, topic, servers);

    public static StreamDiagnostic KafkaRefused(string step, string reason) => New(
        "LS5203", $"Kafka refuses this client: {step}: {reason} Check security.protocol, the sasl.* and ssl.* settings, and what the user may do.", null, step, reason);

    public static StreamDiagnostic KafkaDataLost(string topic, int partition, long from, long until) => New(
        "LS5204", $"Partition {partition} of topic '{topic}' was to be read from offset {from} on, and its first record is now at {until}: {until - from} offsets have been deleted unread. Keep records for longer than a query may be down, or set DataLoss to KafkaDataLoss.GoOn() to go on without them.", null, topic, partition, from, until);

    public static StreamDiagnostic KafkaPartitionChanged(string topic, int partition, long wanted, string found) => New(
        "LS5205", $"Partition {partition} of topic '{topic}' was to be read from offset {wanted} on, and {found}. The topic has been deleted or made anew. Start with a new checkpoint directory, or with offsets that are there.", null, topic, partition, wanted, found);

    public static StreamDiagnostic KafkaNotRead(string topic, int partition, long from, TimeSpan waited, string reason) => New(
        "LS5206", $"Partition {partition} of topic '{topic}' has given nothing from offset {from} on for {waited.TotalSeconds:0.#} s: {reason} Start the query again when its broker is back; nothing is lost.", null, topic, partition, from, waited, reason);

    public static StreamDiagnostic KafkaFailed(string step, string reason) => New(
        "LS5207", $"Kafka: {step} failed: {reason}", null, step, reason);

    public static StreamDiagnostic KafkaNotWritten(string topic, long batch, string reason) => New(
        "LS5208", $"Batch {batch} has not been written to topic '{topic}' as a whole: {reason} It is written when the query is started again, and what is there already is left out.", null, topic, batch, reason);

    public static StreamDiagnostic KafkaPreparedLost(string topic, long batch, string file, string reason) => New(
        "LS5209", $"Batch {batch} for topic '{topic}' was prepared in {file}, which cannot be used: {reason} Nothing was written. Restore the file, or start the query with a new checkpoint directory.", null, topic, batch, file, reason);

    public static StreamDiagnostic KafkaRowTooLarge(string topic, long batch, int row, long bytes, long most) => New(
        "LS5210", $"Row {row} of batch {batch} for topic '{topic}' has {bytes} bytes with its key and headers, and a record may have {most}. Nothing of the batch was written. Make rows smaller, or raise message.max.bytes in Settings and on the brokers.", null, topic, batch, row, bytes, most);
}
