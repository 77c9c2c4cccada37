using System.Globalization;

namespace Samples.Tests;

/// <summary>What the sample has to print, computed from the text of the file batch by batch, with nothing of the product.</summary>
internal sealed class ExpectedFlights
{
    public const string CsvHeader = "window_start,window_end,origin,flights,mean_delay_minutes,max_delay_minutes";
    public const string LateHeader = "scheduled,departure,delay_minutes,origin,destination";

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Bound = TimeSpan.FromHours(2);

    private readonly Dictionary<DateTime, List<Row>> _open = [];

    /// <param name="file">The lines of the file, with the header.</param>
    /// <param name="leastDelay">Rows with less are left out before they are looked at.</param>
    public ExpectedFlights(IEnumerable<string> file, int leastDelay = -60)
    {
        var rows = file.Skip(1).Select(Row.Parse).ToList();
        if (rows.Count == 0)
            return;

        Filtered = rows.Count(row => row.Delay < leastDelay);
        var batches = rows.OrderBy(row => row.Departure).ToLookup(row => EndOfBatch(row.Departure));
        DateTime? latest = null;
        for (var time = batches.Min(batch => batch.Key); time <= batches.Max(batch => batch.Key); time += Quarter, Batches++)
        {
            // What came in the batches before decides: the watermark does not move during a batch.
            var watermark = latest - Bound;
            foreach (var row in batches[time].Where(row => row.Delay >= leastDelay))
            {
                if (row.Hour.AddHours(1) <= watermark)
                    LateRows.Add(row);
                else if (!_open.TryAdd(row.Hour, [row]))
                    _open[row.Hour].Add(row);
                latest = latest is null || row.Scheduled > latest ? row.Scheduled : latest;
            }

            Close(hour => hour.AddHours(1) <= watermark);
        }

        Close(_ => true);
        Batches++;
    }

    public List<string> Csv { get; } = [CsvHeader];

    public List<Row> LateRows { get; } = [];

    public IEnumerable<string> Late => LateRows.Select(row => row.Text).Prepend(LateHeader);

    public int Filtered { get; }

    public int Batches { get; }

    public int Windows { get; private set; }

    private void Close(Func<DateTime, bool> isDue)
    {
        foreach (var hour in _open.Keys.Where(isDue).Order().ToList())
        {
            _open.Remove(hour, out var rows);
            Csv.AddRange(rows!.GroupBy(row => row.Origin, row => row.Delay).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Join(',',
                Row.Iso(hour), Row.Iso(hour.AddHours(1)), group.Key, Row.Number(group.Count()),
                ((double)group.Sum() / group.Count()).ToString("F3", CultureInfo.InvariantCulture), Row.Number(group.Max()))));
            Windows++;
        }
    }

    // A flight that leaves at the quarter belongs to the batch that ends then.
    private static DateTime EndOfBatch(DateTime time) => new((time.Ticks + Quarter.Ticks - 1) / Quarter.Ticks * Quarter.Ticks);

    internal sealed record Row(DateTime Scheduled, int Delay, string Origin, string Destination)
    {
        public DateTime Departure => Scheduled.AddMinutes(Delay);

        public DateTime Hour => Scheduled.Date.AddHours(Scheduled.Hour);

        public string Text => string.Join(',', Iso(Scheduled), Iso(Departure), Number(Delay), Origin, Destination);

        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            return new Row(
                DateTime.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[3],
                fields[4]);
        }

        public static string Iso(DateTime time) => time.ToString("s", CultureInfo.InvariantCulture) + "Z";

        public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
