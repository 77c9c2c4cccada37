using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Linq.Streaming.Connectors.Kafka.Testing;

namespace Linq.Streaming;

/// <summary>A Kafka cluster for tests and samples, in this process: the mock cluster of librdkafka, which speaks the protocol over TCP on loopback.</summary>
/// <remarks>
/// <para>
/// It keeps records in memory, and drops the oldest of a partition at about 5 MB; <see cref="Start"/> has no way to change that. Brokers can be stopped, slowed and told to refuse; leaders can move. It has no
/// access control, no working transactions, no <c>read_committed</c>, and looks no offsets up by time: what a test shows on it says nothing of those.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class KafkaMockCluster : IDisposable
{
    private readonly Lock _gate = new();
    private IntPtr _client;
    private IntPtr _cluster;

    private KafkaMockCluster(IntPtr client, IntPtr cluster, int brokers)
    {
        (_client, _cluster, Brokers) = (client, cluster, brokers);
        BootstrapServers = Marshal.PtrToStringUTF8(MockLibrary.Bootstraps(cluster))!;
    }

    /// <summary>The addresses of the brokers, for clients.</summary>
    public string BootstrapServers { get; }

    /// <summary>How many brokers there are; they are numbered from 1 on.</summary>
    public int Brokers { get; }

    /// <summary>Starts a cluster on free ports.</summary>
    /// <param name="brokers">At least 1.</param>
    /// <exception cref="InvalidOperationException">The library refuses.</exception>
    /// <exception cref="DllNotFoundException">Confluent.Kafka finds no build of librdkafka for this machine.</exception>
    public static KafkaMockCluster Start(int brokers = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        Span<byte> error = stackalloc byte[MockLibrary.ErrorTextSize];
        var settings = MockLibrary.NewSettings();

        // What it says of brokers that a test has stopped is of no use to anybody.
        _ = MockLibrary.Set(settings, "log_level", "0", error, (nuint)error.Length);
        var client = MockLibrary.NewClient(MockLibrary.Producer, settings, error, (nuint)error.Length);
        if (client == IntPtr.Zero)
        {
            throw new InvalidOperationException($"librdkafka makes no client: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        var cluster = MockLibrary.NewCluster(client, brokers);
        if (cluster == IntPtr.Zero)
        {
            MockLibrary.DestroyClient(client);
            throw new InvalidOperationException($"librdkafka makes no mock cluster of {brokers} brokers.");
        }

        return new KafkaMockCluster(client, cluster, brokers);
    }

    /// <summary>Creates a topic; each partition is on all brokers.</summary>
    /// <exception cref="KafkaException">It is there already, or a number is out of range.</exception>
    public void CreateTopic(string topic, int partitions = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        Call(cluster => MockLibrary.CreateTopic(cluster, topic, partitions, Brokers));
    }

    /// <summary>Deletes a topic and its records.</summary>
    /// <exception cref="KafkaException">There is none.</exception>
    public void DeleteTopic(string topic) => Call(cluster => MockLibrary.DeleteTopic(cluster, topic));

    /// <summary>Deletes the records of a partition before an offset, as retention does.</summary>
    /// <exception cref="KafkaException">There is no such partition, or it ends before.</exception>
    public void DeleteRecords(string topic, int partition, long before) => Call(cluster => MockLibrary.DeleteRecords(cluster, topic, partition, before));

    /// <summary>Has every look-up of a topic answered with an error; <see cref="ErrorCode.NoError"/> ends that.</summary>
    public void SetTopicError(string topic, ErrorCode error) => Call(cluster => MockLibrary.SetTopicError(cluster, topic, (int)error));

    /// <summary>Moves a partition to another broker.</summary>
    public void SetLeader(string topic, int partition, int broker)
    {
        // A partition without a leader makes the library's broker read where nothing is.
        ArgumentOutOfRangeException.ThrowIfLessThan(broker, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(broker, Brokers);
        Call(cluster => MockLibrary.SetLeader(cluster, topic, partition, broker));
    }

    /// <summary>Closes the connections of a broker and takes no more, until <see cref="StartBroker"/>.</summary>
    public void StopBroker(int broker) => Call(cluster => MockLibrary.SetDown(cluster, broker));

    /// <summary>Lets a broker go on with what it had.</summary>
    public void StartBroker(int broker) => Call(cluster => MockLibrary.SetUp(cluster, broker));

    /// <summary>Has a broker answer later.</summary>
    /// <param name="broker">Its number.</param>
    /// <param name="roundTrip">To the millisecond.</param>
    public void SetRoundTrip(int broker, TimeSpan roundTrip) => Call(cluster => MockLibrary.SetRoundTrip(cluster, broker, (int)roundTrip.TotalMilliseconds));

    /// <summary>Has the next requests of a kind refused, each with one of <paramref name="errors"/>, whichever broker they go to.</summary>
    public void Refuse(KafkaApi api, params ErrorCode[] errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Call(cluster => MockLibrary.PushErrors(cluster, (short)api, (nuint)errors.Length, [.. errors.Select(error => (int)error)]));
    }

    /// <summary>Stops all brokers. What they had is gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_cluster != IntPtr.Zero)
            {
                MockLibrary.DestroyCluster(_cluster);
                MockLibrary.DestroyClient(_client);
                (_cluster, _client) = (IntPtr.Zero, IntPtr.Zero);
            }
        }
    }

    private void Call(Action<IntPtr> call) => Call(cluster =>
    {
        call(cluster);
        return 0;
    });

    private void Call(Func<IntPtr, int> call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_cluster == IntPtr.Zero, this);
            if (call(_cluster) is var error && error != 0)
            {
                throw new KafkaException((ErrorCode)error);
            }
        }
    }
}
