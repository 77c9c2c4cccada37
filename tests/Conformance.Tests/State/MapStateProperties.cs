using Conformance.Tests.Incremental;
using CsCheck;

namespace Conformance.Tests.State;

/// <summary><c>MapWithState</c> against a dictionary and a loop.</summary>
public sealed class MapStateProperties
{
    private static readonly Gen<MapCase> Cases = Gen.Select(
        Generate.Stream, Gen.Int[0, 4], Gen.Int[0, 6].Array[0, 3], (stream, timeout, initial) =>
            new MapCase(stream, timeout == 0 ? null : timeout, [.. initial.Select((key, i) => KeyValuePair.Create(key, $"i{i}"))]));

    [Fact]
    [GeneratedCases(500)]
    public void Results_come_in_order_and_timeouts_in_the_first_batch_that_is_due() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Mapped(rows), item.Model(item.Stream.Batches, 1).Select(batch => batch.Results)));

    [Fact]
    [GeneratedCases(400)]
    public void Snapshots_have_every_key_after_every_batch() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Mapped(rows).StateSnapshots(), item.Model(item.Stream.Batches, 1).Select(batch => batch.Snapshot)));

    [Fact]
    [GeneratedCases(300)]
    public void Windows_are_mapped_at_their_slides() => this.Check(Cases, item => item.Stream.Expect(
        rows => item.Mapped(rows.Window(item.Stream.LengthTime, item.Stream.SlideTime)),
        item.Model([.. item.Stream.Windows], item.Stream.Slide).Select(batch => batch.Results)));

    [Fact]
    [GeneratedCases(250)]
    public void A_window_over_results_and_one_over_snapshots() => this.Check(Cases, item =>
    {
        var batches = item.Model(item.Stream.Batches, 1).ToArray();
        item.Stream.Expect(
            rows =>
            {
                var mapped = item.Mapped(rows);
                return Windowed(mapped, item).Concat(Windowed(mapped.StateSnapshots().Select(pair => $"{pair.Key}: {pair.Value}"), item));
            },
            RandomStream.Slides(batches.Length, item.Stream.Length, item.Stream.Slide).Select(window => window.SelectMany(i =>
                batches[i - 1].Results.Concat(batches[i - 1].Snapshot.Select(pair => $"{pair.Key}: {pair.Value}")))));
    });

    /// <summary>The results of one key come in the order of its rows, wherever they are among those of others.</summary>
    [Fact]
    [GeneratedCases(150)]
    public void Rows_of_a_key_are_mapped_in_their_order() => this.Check(Cases, item => (item.Stream with { Partitions = 1 }).Expect(
        rows => item.Mapped(rows.Where(x => x.Key == 0)),
        item.Model([.. item.Stream.Batches.Select(batch => batch?.Where(x => x.Key == 0).ToArray())], 1).Select(batch => batch.Results),
        isOrdered: item.Timeout is null));

    private static IStreamQueryable<string> Windowed(IStreamQueryable<string> rows, MapCase item) => rows.Window(item.Stream.LengthTime, item.Stream.SlideTime);

    private sealed record MapCase(RandomStream Stream, int? Timeout, KeyValuePair<int, string>[] Initial)
    {
        public IMapWithStateQueryable<int, string, string> Mapped(IStreamQueryable<Row> rows)
        {
            var spec = StateSpec.Create<int, Row, string, string>(MapStateModel.Call).InitialState(Initial);
            return rows.Select(x => KeyValuePair.Create(x.Key, x)).MapWithState(Timeout is { } idle ? spec.Timeout(TimeSpan.FromSeconds(idle)) : spec);
        }

        public IEnumerable<(List<string> Results, IEnumerable<KeyValuePair<int, string>> Snapshot)> Model(Row[]?[] batches, int slide)
        {
            var model = new MapStateModel(Timeout);
            model.Begin(Initial, slide);
            return [.. batches.Select((batch, i) => (model.Advance(batch ?? [], (i + 1) * slide), model.Snapshot))];
        }

        public override string ToString() => $"timeout {Timeout}, initial {string.Join(" ", Initial)}{Environment.NewLine}{Stream}";
    }
}
