using System.Globalization;

namespace Linq.Streaming;

/// <summary>What a source has given in a run.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Committed">How many elements are in batches that have completed.</param>
/// <param name="Left">How many had been received and are in none: a source that can be read again gives them again, of others they are lost. Null where the source cannot tell.</param>
/// <param name="Dropped">Elements dropped by its overflow policy.</param>
/// <param name="Malformed">Pieces of input that were no rows and have been left out.</param>
public sealed record SourceExit(string Name, long Committed, long? Left, long Dropped, long Malformed)
{
    /// <summary>Such as <c>clicks: 1200 committed, 3 left</c>.</summary>
    public override string ToString() => string.Concat(
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Committed} committed"),
        Left is > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Left} left") : "",
        Dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Dropped} dropped") : "",
        Malformed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Malformed} malformed") : "");
}
