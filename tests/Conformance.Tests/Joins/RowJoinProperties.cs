using Conformance.Tests.Incremental;
using CsCheck;

namespace Conformance.Tests.Joins;

/// <summary>Joins of a stream with rows that are at hand, read once or in each batch.</summary>
public sealed class RowJoinProperties
{
    private static readonly Gen<(RandomStream Stream, Rate[] Rates, RowsReading Reading)> Cases = Gen.Select(
        Generate.Stream, Gen.Select(Gen.Int[-3, 8], Gen.Int[1, 9], (number, percent) => new Rate(number, percent)).Array[0, 6], Gen.OneOf(RowsReading.Once, RowsReading.EachBatch),
        (stream, rates, reading) => (stream, rates, reading));

    [Fact]
    [GeneratedCases(100)]
    public void Inner_joins() => this.Check(Cases, item => item.Stream.Expect(
        s => Windowed(s, item.Stream).Join(item.Rates, x => x.Number, r => r.Number, (x, r) => x.Text + r.Percent, item.Reading),
        item.Stream.Windows.Select(rows => rows.Join(item.Rates, x => x.Number, r => r.Number, (x, r) => x.Text + r.Percent))));

    [Fact]
    [GeneratedCases(100)]
    public void Left_joins() => this.Check(Cases, item => item.Stream.Expect(
        s => Windowed(s, item.Stream).LeftJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => x.Text + (r == null ? 0 : r.Percent), item.Reading),
        item.Stream.Windows.Select(rows => rows.LeftJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => x.Text + (r == null ? 0 : r.Percent)))));

    [Fact]
    [GeneratedCases(100)]
    public void Right_joins() => this.Check(Cases, item => item.Stream.Expect(
        s => Windowed(s, item.Stream).RightJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => (x == null ? "-" : x.Text) + r.Percent, item.Reading),
        item.Stream.Windows.Select(rows => rows.RightJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => (x == null ? "-" : x.Text) + r.Percent))));

    [Fact]
    [GeneratedCases(100)]
    public void Full_joins() => this.Check(Cases, item => item.Stream.Expect(
        s => Windowed(s, item.Stream).FullJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => (x == null ? "-" : x.Text) + (r == null ? 0 : r.Percent), item.Reading),
        item.Stream.Windows.Select(rows => rows.LeftJoin(item.Rates, x => x.Number, r => r.Number, (x, r) => x.Text + (r == null ? 0 : r.Percent))
            .Concat(item.Rates.Where(r => rows.All(x => x.Number != r.Number)).Select(r => "-" + r.Percent)))));

    [Fact]
    [GeneratedCases(100)]
    public void Group_joins() => this.Check(Cases, item => item.Stream.Expect(
        s => Windowed(s, item.Stream).GroupJoin(item.Rates, x => x.Number, r => r.Number, (x, rs) => x.Text + rs.Sum(r => r.Percent), item.Reading),
        item.Stream.Windows.Select(rows => rows.GroupJoin(item.Rates, x => x.Number, r => r.Number, (x, rs) => x.Text + rs.Sum(r => r.Percent)))));

    [Fact]
    public void Rows_that_change_are_read_again_in_each_batch_and_others_once()
    {
        var reads = new Dictionary<RowsReading, int> { [RowsReading.Once] = 0, [RowsReading.EachBatch] = 0 };
        foreach (var reading in reads.Keys)
        {
            var batches = StreamTest.Run<int, int>([[1], [1], [1]], s => s.Join(Rows(reading), x => 1, r => 1, (x, r) => r, reading));
            Assert.Equal(reading == RowsReading.Once ? [1, 1, 1] : [1, 2, 3], batches.SelectMany(batch => batch));
        }

        IEnumerable<int> Rows(RowsReading reading)
        {
            yield return ++reads[reading];
        }
    }

    private static IStreamQueryable<Row> Windowed(IStreamQueryable<Row> rows, RandomStream stream) => rows.Window(stream.LengthTime, stream.SlideTime);

    private sealed record Rate(int Number, int Percent);
}
