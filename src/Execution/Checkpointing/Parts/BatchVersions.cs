using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>Which versions a batch makes in the stores of an operator.</summary>
/// <param name="First">The first one, of the batch's number.</param>
/// <param name="Last">The last one.</param>
internal sealed record BatchVersions(Func<long, long> First, Func<long, long> Last)
{
    /// <summary>One, with the number of the batch.</summary>
    public static BatchVersions One { get; } = new(batch => batch, batch => batch);

    /// <summary>One for each task: see <see cref="StateVersions"/>.</summary>
    public static BatchVersions OfTasks { get; } = new(batch => StateVersions.OfRows(batch, 0), StateVersions.OfGiving);
}
