using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>Asks brokers again and again while what hinders them may pass.</summary>
internal static class Waiting
{
    /// <summary>How long one attempt may take, so that whoever waits can be told to stop.</summary>
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="ask">The question.</param>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">For how long it is asked.</param>
    /// <param name="tooLate">What to throw then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static T For<T>(Func<T> ask, TimeProvider time, TimeSpan timeout, Func<TimeSpan, KafkaException, Exception> tooLate, CancellationToken cancellationToken)
    {
        for (var start = time.GetTimestamp(); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return ask();
            }
            catch (KafkaException failure) when (KafkaFailures.MayPass(failure.Error))
            {
                if (time.GetElapsedTime(start) is var waited && waited >= timeout)
                {
                    throw tooLate(waited, failure);
                }

                cancellationToken.WaitHandle.WaitOne(Pause);
            }
        }
    }
}
