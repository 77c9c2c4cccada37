using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Reads a source as a context does, by hand.</summary>
internal sealed class ChangeReader<T> : IAsyncDisposable
{
    private ChangeReader(PostgresChangeSource<T> source) => Source = source;

    public PostgresChangeSource<T> Source { get; }

    /// <summary>Where the next batch starts.</summary>
    public StreamOffsets Position { get; private set; } = StreamOffsets.None;

    public static async Task<ChangeReader<T>> OpenAsync(PostgresChangeOptions options, Func<PostgresChange, T> map, StreamOffsets? from = null)
    {
        var reader = new ChangeReader<T>(new PostgresChangeSource<T>(options, map));
        try
        {
            reader.Position = await reader.Source.OpenAsync(from, default);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next batch; empty where nothing has come.</summary>
    public async Task<IReadOnlyList<T>> BatchAsync(long maxRows = long.MaxValue)
    {
        var from = Position;
        Position = (await Source.AdvanceAsync(from, maxRows, default)).Until;
        return await RangeAsync(from, Position);
    }

    public async Task<IReadOnlyList<T>> RangeAsync(StreamOffsets from, StreamOffsets until)
    {
        var rows = new List<T>();
        if (until[""] > from[""])
            await Source.ReadAsync("", from[""], until[""], rows, default);
        Position = until;
        return rows;
    }

    /// <summary>As many rows as are given, over as many batches as it takes; more than that fails.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync(int count)
    {
        var rows = new List<T>();
        await Eventually.IsSoAsync(async () =>
        {
            rows.AddRange(await BatchAsync());
            return rows.Count >= count;
        });
        Assert.Equal(count, rows.Count);
        return rows;
    }

    /// <summary>Says that all batches so far are committed.</summary>
    public ValueTask CommitAsync() => Source.ForgetAsync(Position, default);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
