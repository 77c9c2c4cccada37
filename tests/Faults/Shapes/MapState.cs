using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>State by key that a function maintains, and that times out.</summary>
internal sealed class MapState : Shape
{
    private static readonly StateSpec<int, Event, Tally, string> Spec = StateSpec.Create<int, Event, Tally, string>(Advance).Timeout(Seconds(3));

    public override void Build(ShapeBuilder builder)
    {
        var mapped = builder.Clicks().Select(row => KeyValuePair.Create(row.Key, row)).MapWithState(Spec);
        builder.Write(mapped, "mapped");
        builder.Write(mapped.StateSnapshots(), "snapshots");
    }

    private static Optional<string> Advance(DateTimeOffset time, int key, Optional<Event> row, State<Tally> state)
    {
        if (!row.HasValue)
        {
            return Optional.Some($"{key} ends with {state.Value}");
        }

        var before = state.TryGet(out var tally) ? tally : new Tally("", 0, 0);
        var now = new Tally(row.Value.Name, before.Count + 1, before.Sum + row.Value.Amount);
        if (now.Count == 7)
        {
            state.Remove();
        }
        else
        {
            state.Update(now);
        }

        return Optional.Some($"{key}: {now}");
    }
}
