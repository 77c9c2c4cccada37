using System.Globalization;
using Faults.Kills;
using Faults.Shapes;
using Linq.Streaming;

namespace Faults.SinkErrors;

/// <summary>A kind of sink, and how its rows are read.</summary>
/// <param name="Name">For the figures.</param>
/// <param name="Sink">Makes one.</param>
/// <param name="Print">A row as <paramref name="Read"/> gives it.</param>
/// <param name="Read">All rows, sorted.</param>
internal sealed record Target(string Name, Func<Place, IStreamSink<Tally>> Sink, Func<Tally, string> Print, Func<Place, IReadOnlyList<string>> Read)
{
    public static Target Files { get; } = new(
        "files",
        place => FileSink.Csv<Tally>(place.FilesOf("out")),
        row => string.Create(CultureInfo.InvariantCulture, $"out: {row.Key},{row.Count},{row.Sum}"),
        place => place.ReadFiles());

    public static Target Postgres { get; } = new(
        "PostgreSQL",
        place => new PostgresSink<Tally>(new PostgresSinkOptions<Tally> { ConnectionString = place.Connection, Table = "out", CreateTable = true }),
        row => string.Create(CultureInfo.InvariantCulture, $"out: ({row.Key},{row.Count},{row.Sum})"),
        place => place.ReadTables());
}
