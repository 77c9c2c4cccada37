using Linq.Streaming;

namespace Connectors.Postgres.Tests;

/// <summary>Batches as a context would make them.</summary>
internal static class Batches
{
    public static Batch<T> Of<T>(long id, params T[] rows) => new(rows, DateTimeOffset.UnixEpoch.AddSeconds(id), id, window: null);

    /// <summary>Prepares and commits a batch.</summary>
    public static async Task WriteAsync<T>(this IStreamSink<T> sink, long id, params T[] rows)
    {
        await sink.PrepareAsync(Of(id, rows), default);
        await sink.CommitAsync(id, default);
    }
}
