using System.Runtime.CompilerServices;
using Conformance.Tests.Incremental;
using CsCheck;

namespace Conformance.Tests.State;

/// <summary>A function that throws on its first attempts in every batch changes no result, wherever in the batch that is.</summary>
public sealed class RetryProperties
{
    private static readonly Gen<RetryCase> Cases = Gen.Select(
        Generate.Stream, Gen.Int[0, 6], Gen.Int[1, 3], (stream, calls, failures) => new RetryCase(stream, calls, failures));

    [Fact]
    [GeneratedCases(200)]
    public void UpdateStateByKey() => Check((s, flaky, _) => s.Select(x => KeyValuePair.Create(x.Key, x.Text))
        .UpdateStateByKey<int, string, string>((_, values, state) => flaky.Try(Optional.Some(state.GetValueOrDefault("") + string.Concat(values)))));

    [Fact]
    [GeneratedCases(250)]
    public void MapWithState() => Check((s, flaky, stream) => s.Select(x => KeyValuePair.Create(x.Key, x)).MapWithState(
        StateSpec.Create<int, Row, string, string>((time, key, row, state) =>
        {
            var result = MapStateModel.Call(time, key, row, state);
            return flaky.Try(result);
        }).Timeout(stream.LengthTime)));

    [Fact]
    [GeneratedCases(200)]
    public void Snapshots_of_MapWithState() => Check((s, flaky, stream) => s.Select(x => KeyValuePair.Create(x.Key, x)).MapWithState(
        StateSpec.Create<int, Row, string, string>((time, key, row, state) => flaky.Try(MapStateModel.Call(time, key, row, state))).Timeout(stream.LengthTime)).StateSnapshots());

    [Fact]
    [GeneratedCases(300)]
    public void Reductions_of_windows() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime)
        .GroupBy(x => x.Key).Select(g => g.Key + g.Select(x => x.Text).Aggregate((a, b) => flaky.Try(a + b))));

    [Fact]
    [GeneratedCases(300)]
    public void Windows_with_an_inverse() => Check((s, flaky, stream) => s.Select(x => KeyValuePair.Create(x.Key, x.Number))
        .ReduceByKeyAndWindow((a, b) => flaky.Try(a + b), (a, b) => flaky.Try(a - b), stream.LengthTime, stream.SlideTime));

    [Fact]
    [GeneratedCases(150)]
    public void What_is_selected_of_the_groups_of_windows() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime)
        .GroupBy(x => x.Key).Where(g => flaky.Try(g.Count() > 1)).Select(g => flaky.Try(g.Sum(x => x.Number) + g.Count())));

    [Fact]
    [GeneratedCases(150)]
    public void Everything_so_far() => Check((s, flaky, _) => s.Accumulate().GroupBy(x => x.Key)
        .Select(g => flaky.Try(g.Key + g.Select(x => x.Text).Aggregate((a, b) => flaky.Try(a + b)))));

    [Fact]
    [GeneratedCases(150)]
    public void Rows_so_far_in_one_piece() => Check((s, flaky, _) => s.Accumulate().GroupBy(x => x.Key)
        .Select(g => flaky.Try(g.Aggregate("", (text, x) => flaky.Try(text + x.Text)) + g.Select(x => x.Number).Distinct().Count())));

    [Fact]
    [GeneratedCases(150)]
    public void Joins() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime)
        .FullJoin(s.Window(stream.SlideTime, stream.SlideTime), x => flaky.Try(x.Key), y => flaky.Try(y.Number), (x, y) => flaky.Try((x == null ? "-" : x.Text) + (y == null ? "-" : y.Text))));

    [Fact]
    [GeneratedCases(100)]
    public void Transform() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime).Transform((rows, _) => rows.Select(x => flaky.Try(x.Text))));

    [Fact]
    [GeneratedCases(100)]
    public void MapPartitions() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime).MapPartitions(rows => rows.Select(x => flaky.Try(x.Text))));

    [Fact]
    [GeneratedCases(100)]
    public void Orders() => Check((s, flaky, stream) => s.Window(stream.LengthTime, stream.SlideTime).OrderBy(x => flaky.Try(x.Number)).ThenBy(x => x.Text).Take(4));

    // The run without failures is what the other properties compare with a recomputation.
    private void Check<T>(Func<IStreamQueryable<Row>, Flaky, RandomStream, IStreamQueryable<T>> query, [CallerMemberName] string name = "")
    {
        var thrown = 0;
        this.Check(
            Cases,
            item =>
            {
                var (sound, flaky) = (new Flaky(0, 0), new Flaky(item.Calls, item.Failures));
                var expected = StreamTest.Run(item.Stream.Batches, s => query(s, sound, item.Stream), item.Stream.Options);
                item.Stream.Expect(s => query(s.Select(x => flaky.Pass(x)), flaky, item.Stream), expected);
                Interlocked.Add(ref thrown, flaky.Thrown);
            },
            name);
        Assert.True(thrown > 0, "Nothing has thrown.");
    }

    private sealed record RetryCase(RandomStream Stream, int Calls, int Failures)
    {
        public override string ToString() => $"{Failures} failures, each after {Calls} calls{Environment.NewLine}{Stream}";
    }
}
