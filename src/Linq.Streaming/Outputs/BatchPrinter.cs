using System.Globalization;

namespace Linq.Streaming;

/// <summary>Writes the first elements of each batch under a header with the batch time, as Spark's <c>print</c> does.</summary>
/// <example>
/// <code>
/// -------------------------------------------
/// Time: 2026-01-01T00:00:01Z
/// -------------------------------------------
/// [hello, 2]
/// [world, 1]
/// ...
/// </code>
/// </example>
internal sealed class BatchPrinter<T>(int rows, TextWriter? writer)
{
    private static readonly string Rule = new('-', 43);

    public async ValueTask WriteAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        // The console is looked up for each batch: it may have been redirected since the query was written.
        var target = writer ?? Console.Out;
        await target.WriteAsync(Format(batch, target.NewLine).AsMemory(), cancellationToken).ConfigureAwait(false);
        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Format(Batch<T> batch, string newLine)
    {
        // Records, tuples and pairs format their members in the current culture and take no other.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return string.Join(newLine, Lines(batch)) + newLine + newLine;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private IEnumerable<string> Lines(Batch<T> batch)
    {
        yield return Rule;
        yield return $"Time: {batch.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}";
        yield return Rule;
        for (var row = 0; row < batch.Count && row < rows; row++)
            yield return batch[row]?.ToString() ?? "null";
        if (batch.Count > rows)
            yield return "...";
    }
}
