using Faults.Kills;
using Faults.Shapes;
using Linq.Streaming;

namespace Faults.SinkErrors;

/// <summary>Brings rows through a sink that fails, and compares what has become of them.</summary>
/// <param name="target">The sink that is made to fail.</param>
/// <param name="place">Where it writes to.</param>
/// <param name="rows">How many rows.</param>
/// <param name="endsWithError">Whether an error ends the context, so that a new one goes on; otherwise the batch is tried again.</param>
/// <param name="seed">Of the errors.</param>
internal sealed class ErrorRun(Target target, Place place, int rows, bool endsWithError, int seed)
{
    // A batch of which nothing fails is one in three, so this is never reached.
    private const int Retries = 200;

    // A start costs more than a retry, and a batch takes about seven of them: each commits the last batch again, which fails too.
    private int BatchSize => endsWithError ? Math.Max(250, rows / 100) : 100;

    public ErrorCounts Errors { get; } = new(seed);

    /// <summary>How many contexts it took.</summary>
    public int Contexts { get; private set; }

    /// <summary>Runs until everything is computed.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public async Task<Difference?> RunAsync()
    {
        while (!await TryAsync())
        {
        }

        var expected = Counting.Expected(rows).Select(target.Print).Order(StringComparer.Ordinal).ToArray();
        return Difference.Of(target.Name, expected, target.Read(place));
    }

    // Whether all was computed.
    private async Task<bool> TryAsync()
    {
        Contexts++;
        await using var context = new StreamContext(new StreamOptions
        {
            BatchInterval = TimeSpan.FromSeconds(1),
            Parallelism = 2,
            CheckpointDirectory = place.Checkpoint,
            OnBatchFailure = endsWithError ? BatchFailurePolicy.Fail : BatchFailurePolicy.Retry(Retries, TimeSpan.Zero),
        });
        Counting.Build(context.FromEnumerable(Counting.Input(rows), "numbers", BatchSize)).WriteTo(new FlakySink<Tally>(target.Sink(place), Errors), "out");
        try
        {
            await context.RunAsync();
            return true;
        }
        catch (StreamQueryException failure) when (endsWithError && IsOnPurpose(failure))
        {
            return false;
        }
    }

    private static bool IsOnPurpose(Exception? failure) => failure is FlakyException || (failure is not null && IsOnPurpose(failure.InnerException));
}
