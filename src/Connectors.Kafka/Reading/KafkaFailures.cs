using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>What an error of the client means: it passes, or it is told with a code.</summary>
internal static class KafkaFailures
{
    /// <summary>Whether the client tries again by itself.</summary>
    public static bool Passes(Error error) => !error.IsFatal && error.Code is
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_Resolve or ErrorCode.Local_UnknownPartition or ErrorCode.Local_DestroyBroker
        or ErrorCode.Local_WaitCoord or ErrorCode.RequestTimedOut or ErrorCode.NetworkException
        or ErrorCode.BrokerNotAvailable or ErrorCode.ReplicaNotAvailable or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition
        or ErrorCode.KafkaStorageError or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch or ErrorCode.OffsetNotAvailable
        or ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup or ErrorCode.Unknown;

    /// <summary>Whether it is worth to ask again: a broker that has just started may not know of a topic yet.</summary>
    public static bool MayPass(Error error) => Passes(error) || IsMissing(error);

    /// <summary>Whether the client is not who it should be, or may not do what it does.</summary>
    public static bool IsRefusal(Error error) => error.Code is
        ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.SecurityDisabled;

    public static bool IsMissing(Error error) => error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition;

    public static bool IsOutOfRange(Error error) => error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange;

    /// <summary>LS5203 or LS5207.</summary>
    public static StreamQueryException Wrap(string step, KafkaException failure) => new(
        IsRefusal(failure.Error) ? StreamErrors.KafkaRefused(step, Sentence(failure.Error)) : StreamErrors.KafkaFailed(step, Sentence(failure.Error)), failure);

    public static string Sentence(Error error) => error.Reason.EndsWith('.') ? error.Reason : $"{error.Reason} ({error.Code}).";
}
