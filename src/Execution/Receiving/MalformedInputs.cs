namespace Linq.Streaming.Execution.Receiving;

/// <summary>Counts the malformed input of a source, and applies its policy. Thread-safe.</summary>
internal sealed class MalformedInputs(string source, MalformedPolicy policy)
{
    private readonly Lock _gate = new();
    private long _count;

    public string Source => source;

    public long Count => Interlocked.Read(ref _count);

    public void Handle(string position, string reason, string content)
    {
        lock (_gate)
        {
            _count++;
            try
            {
                policy.Handle(new MalformedInput(source, position, reason, content));
            }
            catch (Exception failure) when (failure is not StreamQueryException)
            {
                // Not what a broken connection or a line that cannot be parsed is: that would be passed over.
                throw new StreamQueryException(StreamErrors.SourceFailed(source, $"a dead letter was refused: {failure.GetType().Name}: {failure.Message}"), failure);
            }
        }
    }
}
