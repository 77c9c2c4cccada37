namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Makes rows of changes, and applies the policy where that fails.</summary>
internal sealed class ChangeRows<T>(PostgresChangeOptions options, Func<PostgresChange, T> map)
{
    private readonly string _source = $"slot {options.Slot}";
    private long _malformed;

    public long MalformedCount => Interlocked.Read(ref _malformed);

    /// <exception cref="StreamQueryException">LS4006: a change of which no row can be made, where the policy is to fail. LS3003: a dead letter was refused.</exception>
    public List<T> Of(ChangeTransaction transaction)
    {
        var rows = new List<T>(transaction.Changes.Count);
        foreach (var change in transaction.Changes)
        {
            try
            {
                rows.Add(map(change));
            }
            catch (Exception exception)
            {
                Interlocked.Increment(ref _malformed);
                Handle(new MalformedInput(_source, $"{change.CommitLsn}, change {change.Ordinal}", exception.Message, change.ToString()));
            }
        }

        return rows;
    }

    private void Handle(MalformedInput input)
    {
        try
        {
            options.Malformed.Handle(input);
        }
        catch (Exception failure) when (failure is not StreamQueryException)
        {
            throw new StreamQueryException(StreamErrors.SourceFailed(_source, $"a dead letter was refused: {failure.GetType().Name}: {failure.Message}"), failure);
        }
    }
}
