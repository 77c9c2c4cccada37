using System.Diagnostics;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Testing;

/// <summary>The mock cluster's functions of librdkafka (<c>rdkafka_mock.h</c>), which Confluent.Kafka does not show.</summary>
internal static partial class MockLibrary
{
    public const int Producer = 0;
    public const int ErrorTextSize = 512;

    private const string Name = "librdkafka";

    // Confluent.Kafka has several builds of the library and takes the one that loads: it has to be that very file.
    static MockLibrary() => NativeLibrary.SetDllImportResolver(typeof(MockLibrary).Assembly, (name, _, _) =>
    {
        if (name != Name)
        {
            return IntPtr.Zero;
        }

        Library.Load();
        using var process = Process.GetCurrentProcess();
        var loaded = process.Modules.Cast<ProcessModule>().FirstOrDefault(module => module.ModuleName.Contains(Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new DllNotFoundException($"Confluent.Kafka has loaded no file whose name has {Name} in it.");
        return NativeLibrary.Load(loaded.FileName);
    });

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    public static partial IntPtr NewSettings();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Set(IntPtr settings, string name, string value, Span<byte> error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    public static partial IntPtr NewClient(int type, IntPtr settings, Span<byte> error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy")]
    public static partial void DestroyClient(IntPtr client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial IntPtr NewCluster(IntPtr client, int brokers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(IntPtr cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial IntPtr Bootstraps(IntPtr cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(IntPtr cluster, string topic, int partitions, int replicas);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTopicError(IntPtr cluster, string topic, int error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DeleteTopic(IntPtr cluster, string topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DeleteRecords(IntPtr cluster, string topic, int partition, long before);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(IntPtr cluster, string topic, int partition, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(IntPtr cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(IntPtr cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(IntPtr cluster, int broker, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushErrors(IntPtr cluster, short api, nuint count, ReadOnlySpan<int> errors);
}
