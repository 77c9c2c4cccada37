using Linq.Streaming;
using Linq.Streaming.Testing;

namespace Execution.Tests.Aggregation;

/// <summary>So many keys that tables grow within a batch and change their layout, with one and with several partitions.</summary>
public sealed class ManyKeysTests
{
    private const int Keys = 60_000;
    private const int PerSecond = 50_000;
    private static readonly (int Time, int Key, int Value)[][] Batches = Make();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Tumbling_counts_and_sums(int partitions)
    {
        var results = StreamTest.Run(Batches, rows => Timed(rows)
            .Window(TimeSpan.FromSeconds(1))
            .GroupBy(row => row.Key)
            .Select(g => new { g.Key, g.Window.Start, Count = g.Count(), Sum = g.Where(row => row.Value > 10).Sum(row => row.Value) }), new StreamTestOptions { Partitions = partitions });

        Assert.Equal(
            Batches.SelectMany(batch => batch).GroupBy(row => (row.Time, row.Key))
                .Select(g => (g.Key.Time, g.Key.Key, g.Count(), g.Where(row => row.Value > 10).Sum(row => row.Value))).Order(),
            results.SelectMany(batch => batch).Select(row => (Seconds(row.Start), row.Key, row.Count, row.Sum)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Hopping_counts_and_greatest_values(int partitions)
    {
        var results = StreamTest.Run(Batches, rows => Timed(rows)
            .Window(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1))
            .GroupBy(row => row.Key)
            .Select(g => new { g.Key, g.Window.Start, Count = g.Count(), Max = g.Max(row => row.Value) }), new StreamTestOptions { Partitions = partitions });

        Assert.Equal(
            Batches.SelectMany(batch => batch).SelectMany(row => Enumerable.Range(row.Time - 2, 3).Select(start => (Start: start, row.Key, row.Value)))
                .GroupBy(row => (row.Start, row.Key)).Select(g => (g.Key.Start, g.Key.Key, g.Count(), g.Max(row => row.Value))).Order(),
            results.SelectMany(batch => batch).Select(row => (Seconds(row.Start), row.Key, row.Count, row.Max)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Words_so_far(int partitions)
    {
        string[][] lines = [.. Batches.Select(batch => batch.Chunk(7).Select(row => string.Join(' ', row.Select(r => r.Value % 5 == 0 ? "" : $"w{r.Key}"))).ToArray())];

        var results = StreamTest.Run(lines, rows => rows.SelectMany(line => line.Split(' ')).Accumulate().CountBy(word => word), new StreamTestOptions { Partitions = partitions });

        var expected = new Dictionary<string, int>();
        foreach (var (batch, given) in lines.Zip(results))
        {
            var touched = batch.SelectMany(line => line.Split(' ')).CountBy(word => word).ToList();
            touched.ForEach(pair => expected[pair.Key] = expected.GetValueOrDefault(pair.Key) + pair.Value);
            Assert.Equal(touched.Select(pair => (pair.Key, expected[pair.Key])).Order(), given.Select(pair => (pair.Key, (int)pair.Value)).Order());
        }
    }

    private static IStreamQueryable<(int Time, int Key, int Value)> Timed(IStreamQueryable<(int Time, int Key, int Value)> rows) =>
        rows.WithEventTime(row => row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(1));

    private static int Seconds(DateTimeOffset time) => (int)time.ToUnixTimeSeconds();

    private static (int Time, int Key, int Value)[][] Make()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(100, 5).Select(second =>
            Enumerable.Range(0, PerSecond).Select(_ => (second - random.Next(2), random.Next(Keys), random.Next(100))).ToArray())];
    }
}
