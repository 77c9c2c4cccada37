namespace Linq.Streaming;

/// <summary>Records that were to be read and that the brokers do not have any more.</summary>
/// <param name="Topic">Their topic.</param>
/// <param name="Partition">Their partition.</param>
/// <param name="From">The offset of the first.</param>
/// <param name="Until">The offset behind the last: the first that the brokers have.</param>
public sealed record KafkaLoss(string Topic, int Partition, long From, long Until);
