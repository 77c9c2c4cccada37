namespace Linq.Streaming.Execution.Inputs;

/// <summary>How what a source threw or reported reaches the batch: LS3003, with the original exception inside.</summary>
internal static class SourceFailures
{
    public static StreamQueryException Wrap(StreamSourceExpression source, Exception exception) =>
        new(StreamErrors.SourceFailed(source.Name, $"{exception.GetType().Name}: {exception.Message}"), exception);
}
