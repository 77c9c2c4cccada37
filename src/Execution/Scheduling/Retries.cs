using Polly;
using Polly.Retry;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Calls something again as a policy says.</summary>
internal sealed class Retries
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private readonly ResiliencePipeline _pipeline;

    /// <param name="policy">How often, and when.</param>
    /// <param name="time">The clock that delays follow.</param>
    public Retries(BatchFailurePolicy policy, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (policy.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = policy.Retries,
                Delay = policy.FirstDelay,
                MaxDelay = LongestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = policy.FirstDelay > TimeSpan.Zero,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is StreamQueryException failure && MayPass(failure)),
            });
        }

        _pipeline = builder.Build();
    }

    /// <summary>Calls <paramref name="call"/> until it succeeds, or has failed once more than there are retries; then its failure comes through.</summary>
    public void Call(Action call, CancellationToken cancellation) => _pipeline.Execute(_ => call(), cancellation);

    /// <summary>Whether a failure is a batch's own. That of a checkpoint says that nothing can be relied on any more, and one that fences that nothing counts.</summary>
    public static bool MayPass(StreamQueryException failure) => failure.Code is not ("LS5007" or "LS5008") && failure.InnerException is not StreamFencedException;
}
