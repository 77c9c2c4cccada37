namespace Connectors.Kafka.Tests.Broker;

/// <summary>How long tests wait for what has to come: only one that fails waits so long.</summary>
internal static class Patience
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);
}
