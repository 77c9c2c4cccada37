using System.Runtime.CompilerServices;

namespace Connectors.Kafka.Tests.Broker;

internal static class Threads
{
    // A source waits where it is called, which is on threads of the pool here. The proxy, and what looks partitions up, need some that are free.
    [ModuleInitializer]
    internal static void AreEnough() => ThreadPool.SetMinThreads(32, 32);
}
