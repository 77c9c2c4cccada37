using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Tests that read the topic <c>clicks</c> of a cluster of their own as text.</summary>
public abstract class KafkaTest(int brokers = 1) : IDisposable
{
    /// <summary>How long a source waits that waits in vain.</summary>
    private protected static TimeSpan Short { get; } = TimeSpan.FromMilliseconds(600);

    private protected KafkaMockCluster Cluster { get; } = KafkaMockCluster.Start(brokers);

    private protected KafkaSourceOptions Options => new() { BootstrapServers = Cluster.BootstrapServers, Topics = ["clicks"], Start = KafkaStart.Earliest };

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => Cluster.Dispose();

    private protected static Task<SourceRun<string>> Open(KafkaSourceOptions options, StreamOffsets? from = null, Func<KafkaMessage, string>? parse = null) =>
        SourceRun<string>.OpenAsync(new KafkaSource<string>(options, parse ?? (message => message.ValueText())), from);

    private protected static StreamOffsets At(params (string Partition, long Offset)[] positions) => new(positions.Select(at => KeyValuePair.Create(at.Partition, at.Offset)));

    /// <summary>The code and the parameters of the error that a call fails with.</summary>
    private protected static async Task<StreamDiagnostic> Error(Func<Task> call) => (await Assert.ThrowsAsync<StreamQueryException>(call)).Diagnostics.Single();
}
