using Conformance.Tests.Incremental;

namespace Conformance.Tests.State;

/// <summary><c>UpdateStateByKey</c> against a dictionary.</summary>
public sealed class UpdateStateProperties
{
    [Fact]
    [GeneratedCases(300)]
    public void Every_known_key_is_updated_in_every_batch() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Select(x => KeyValuePair.Create(x.Key, x.Text)).UpdateStateByKey<int, string, string>(Update),
        Model(stream, stream.Batches, [])));

    [Fact]
    [GeneratedCases(300)]
    public void An_initial_state_is_there_from_the_first_batch_on()
    {
        KeyValuePair<int, string>[] initial = [new(0, "old"), new(9, "i"), new(9, "ii"), new(4, "")];
        this.Check(Generate.Stream, stream => stream.Expect(
            rows => rows.Select(x => KeyValuePair.Create(x.Key, x.Text)).UpdateStateByKey<int, string, string>(Update, initial),
            Model(stream, stream.Batches, initial)));
    }

    [Fact]
    [GeneratedCases(250)]
    public void The_state_of_windows_takes_in_each_window() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Window(stream.LengthTime, stream.SlideTime).Select(x => KeyValuePair.Create(x.Key, x.Text)).UpdateStateByKey<int, string, string>(Update),
        Model(stream, [.. stream.Windows], [])));

    [Fact]
    [GeneratedCases(250)]
    public void A_window_over_states_holds_the_states_of_its_batches() => this.Check(Generate.Stream, stream =>
    {
        var first = Array.FindIndex(stream.Batches, batch => batch is not null);
        var states = Model(stream, stream.Batches, []).Select(batch => batch.ToArray()).ToArray();
        stream.Expect(
            rows => rows.Select(x => KeyValuePair.Create(x.Key, x.Text)).UpdateStateByKey<int, string, string>(Update)
                .Window(stream.LengthTime, stream.SlideTime).Select(pair => pair.Key + pair.Value),
            RandomStream.Slides(stream.Batches.Length, stream.Length, stream.Slide)
                .Select(batches => batches.Where(i => first >= 0 && i > first).SelectMany(i => states[i - 1 - first]).Select(pair => pair.Key + pair.Value)));
    });

    // Grows with values, shrinks without, and goes when it is empty: every path of the state in short streams.
    private static Optional<string> Update(int key, IReadOnlyList<string> values, Optional<string> state)
    {
        var text = values.Count > 0 ? state.GetValueOrDefault("") + string.Concat(values) : state.Value.Length > 2 ? state.Value[2..] : "";
        return text.Length is 0 or > 14 ? Optional.None<string>() : Optional.Some(text);
    }

    private static IEnumerable<IEnumerable<KeyValuePair<int, string>>> Model(RandomStream stream, Row[]?[] batches, KeyValuePair<int, string>[] initial)
    {
        var states = new Dictionary<int, string>();
        foreach (var (key, state) in initial)
        {
            states[key] = state;
        }

        foreach (var batch in batches.SkipWhile(batch => batch is null))
        {
            var values = (batch ?? []).ToLookup(x => x.Key, x => x.Text);
            foreach (var key in states.Keys.Union(values.Select(group => group.Key)).ToArray())
            {
                var after = Update(key, [.. values[key]], states.TryGetValue(key, out var before) ? Optional.Some(before) : default);
                states.Remove(key);
                if (after.HasValue)
                {
                    states.Add(key, after.Value);
                }
            }

            yield return [.. states];
        }
    }
}
