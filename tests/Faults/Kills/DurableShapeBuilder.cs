using System.Globalization;
using Faults.Shapes;
using Linq.Streaming;

namespace Faults.Kills;

/// <summary>Gives a shape its rows, and writes what it computes to files and, where there is a server, to PostgreSQL.</summary>
/// <param name="context">Where the query is built.</param>
/// <param name="isPushed">See <see cref="Workload.IsPushed"/>.</param>
/// <param name="place">Where the outputs are.</param>
/// <param name="onProgress">Is told of the batches of pushed rows that are durable.</param>
internal sealed class DurableShapeBuilder(StreamContext context, bool isPushed, Place place, Action<long> onProgress) : ShapeBuilder
{
    public override IStreamQueryable<Event> Clicks() => Rows("clicks", ManyEvents.Clicks());

    public override IStreamQueryable<Event> Orders() => Rows("orders", ManyEvents.Orders());

    public override void Write<T>(IStreamQueryable<T> rows, string output = "out")
    {
        var directory = place.FilesOf(output);
        rows.WriteTo(HasColumns<T>() ? FileSink.Csv<T>(directory) : FileSink.JsonLines<T>(directory), output + "-files");
        if (place.Connection is { } connection)
        {
            var options = new PostgresSinkOptions<T> { ConnectionString = connection, Table = output, CreateTable = true };
            rows.WriteTo(new PostgresSink<T>(IsPair<T>() ? options.Column("Value", row => string.Create(CultureInfo.InvariantCulture, $"{row}")) : options), output + "-postgres");
        }
    }

    private static bool HasColumns<T>() => typeof(T) != typeof(string) && !IsPair<T>();

    // Its value is a record, for which there is no column.
    private static bool IsPair<T>() => typeof(T) == typeof(KeyValuePair<int, Tally>);

    private IStreamQueryable<Event> Rows(string name, Event[] rows)
    {
        if (!isPushed)
        {
            return context.FromEnumerable(rows, name, Workload.BatchSize);
        }

        var producer = new KilledProducer(rows, count => onProgress(count / Workload.BatchSize));
        return context.FromChannel(producer.Reader, name, Workload.BatchSize, producer.OnDurable);
    }
}
