namespace Conformance.Tests.Spark;

/// <summary>A run of <c>MapWithState</c> over one key whose values are commands, with a note of every call.</summary>
internal sealed class OneRecord
{
    private readonly HashSet<(long Time, string What, int Value)> _notes = [];
    private readonly IReadOnlyList<IReadOnlyList<string>> _snapshots;

    public OneRecord(SparkCase item)
    {
        var batchTime = item.Params.GetProperty("batch_time").GetInt64();
        Timeout = item.Params.GetProperty("timeout_threshold") is { ValueKind: System.Text.Json.JsonValueKind.Number } threshold
            ? TimeSpan.FromMilliseconds(batchTime - threshold.GetInt64())
            : null;
        var initial = item.Params.GetProperty("init_states").EnumerateArray().Select(state => KeyValuePair.Create("key", state.GetInt32())).ToArray();
        var commands = item.Params.GetProperty("data").EnumerateArray().Select(command => KeyValuePair.Create("key", command.GetString()!)).ToArray();
        var spec = StateSpec.Create<string, string, int, int>(Call).InitialState(initial);
        _snapshots = StreamTest.Run<KeyValuePair<string, string>, string>(
            [[], commands, [], []],
            source => CasePipeline.Text(source.MapWithState(Timeout is { } idle ? spec.Timeout(idle) : spec).StateSnapshots()));
    }

    public TimeSpan? Timeout { get; }

    public IEnumerable<int> Mapped => Values(2000, "mapped");

    public IEnumerable<int> Removed => Values(2000, "removed");

    public IEnumerable<int> TimedOutAt(long milliseconds) => Values(milliseconds, "timed out");

    public int CallsAt(long milliseconds) => Values(milliseconds, "called").Count();

    public IReadOnlyList<string> SnapshotAt(long milliseconds) => _snapshots[(int)(milliseconds / 1000) - 1];

    private IEnumerable<int> Values(long time, string what) => _notes.Where(note => note.Time == time && note.What == what).Select(note => note.Value);

    private Optional<int> Call(DateTimeOffset time, string key, Optional<string> command, State<int> state)
    {
        var value = state.TryGet(out var before) ? before : -1;
        Note("called");
        if (state.IsTimingOut)
        {
            Note("timed out");
        }

        switch (command.GetValueOrDefault("noop"))
        {
            case "get-state":
                Note("mapped");
                break;
            case "update-state":
                state.Update(value + 1);
                break;
            case "remove-state":
                state.Remove();
                Note("removed");
                break;
            default:
                break;
        }

        return default;

        void Note(string what) => _notes.Add((time.ToUnixTimeMilliseconds(), what, value));
    }
}
