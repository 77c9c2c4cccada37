using CsCheck;

namespace Conformance.Tests.Incremental;

/// <summary>Windows over windows: the outer one holds the instances of the inner one, so rows repeat where the inner ones overlap.</summary>
public sealed class NestedWindowProperties
{
    private static readonly Gen<Nested> Cases =
        Gen.Select(Generate.Stream, Gen.Int[1, 3], Gen.Int[1, 2], (stream, panes, step) => new Nested(stream, panes * stream.Slide, step * stream.Slide));

    [Fact]
    [GeneratedCases(250)]
    public void Rows_of_a_window_over_a_window() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Outer(item.Inner(rows)), item.Windows(rows => rows)));

    [Fact]
    [GeneratedCases(250)]
    public void Groups_of_a_window_over_a_window() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Outer(item.Inner(rows)).GroupBy(x => x.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Number) }),
        item.Windows(rows => rows).Select(rows => rows.GroupBy(x => x.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Number) }))));

    [Fact]
    [GeneratedCases(250)]
    public void A_window_over_the_groups_of_a_window() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Outer(item.Inner(rows).GroupBy(x => x.Key).Select(g => g.Key + (10 * g.Sum(x => x.Number)))),
        item.Windows(rows => rows.GroupBy(x => x.Key).Select(g => g.Key + (10 * g.Sum(x => x.Number))))));

    [Fact]
    [GeneratedCases(250)]
    public void Groups_of_a_window_over_the_groups_of_a_window() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Outer(item.Inner(rows).GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key % 2, g.Max(x => x.Number))))
            .GroupBy(pair => pair.Key).Select(g => KeyValuePair.Create(g.Key, g.Min(pair => pair.Value) + g.Sum(pair => pair.Value))),
        item.Windows(rows => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key % 2, g.Max(x => x.Number))))
            .Select(pairs => pairs.GroupBy(pair => pair.Key).Select(g => KeyValuePair.Create(g.Key, g.Min(pair => pair.Value) + g.Sum(pair => pair.Value))))));

    [Fact]
    [GeneratedCases(150)]
    public void The_highest_of_the_counts_of_windows() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Outer(item.Inner(rows).Count()).Max(), item.Windows<long>(rows => [rows.LongLength]).Select(counts => new[] { counts.Max() })));

    private sealed record Nested(RandomStream Stream, int OuterLength, int OuterSlide)
    {
        public IStreamQueryable<Row> Inner(IStreamQueryable<Row> rows) => rows.Window(Stream.LengthTime, Stream.SlideTime);

        public IStreamQueryable<T> Outer<T>(IStreamQueryable<T> rows) => rows.Window(TimeSpan.FromSeconds(OuterLength), TimeSpan.FromSeconds(OuterSlide));

        /// <summary>The content of each outer window, where <paramref name="model"/> makes the result of each inner one.</summary>
        public IEnumerable<T[]> Windows<T>(Func<Row[], IEnumerable<T>> model)
        {
            var inner = Stream.Windows.Select(rows => model(rows).ToArray()).ToArray();
            return RandomStream.Slides(inner.Length, OuterLength / Stream.Slide, OuterSlide / Stream.Slide).Select(windows => windows.SelectMany(i => inner[i - 1]).ToArray());
        }
    }
}
