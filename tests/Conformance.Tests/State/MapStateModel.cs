using Conformance.Tests.Incremental;

namespace Conformance.Tests.State;

/// <summary><c>MapWithState</c> as a dictionary and a loop.</summary>
internal sealed class MapStateModel(int? timeout)
{
    private readonly Dictionary<int, (string State, int Touched)> _states = [];

    /// <summary>The state of each key.</summary>
    public IEnumerable<KeyValuePair<int, string>> Snapshot => _states.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.State)).ToArray();

    public void Begin(IEnumerable<KeyValuePair<int, string>> initial, int time)
    {
        foreach (var (key, state) in initial)
        {
            _states[key] = (state, time);
        }
    }

    /// <summary>The results of a batch at <paramref name="time"/>, in seconds.</summary>
    public List<string> Advance(IEnumerable<Row> rows, int time)
    {
        var results = new List<string>();
        foreach (var row in rows)
        {
            var known = _states.TryGetValue(row.Key, out var entry);
            var before = known ? entry.State : null;
            var (after, result) = Step(row, before);
            if (after is null)
            {
                _states.Remove(row.Key);
            }
            else if (after != before || timeout is not null)
            {
                _states[row.Key] = (after, time);
            }

            Give(result, results);
        }

        foreach (var (key, entry) in _states.Where(entry => entry.Value.Touched < time - timeout).ToArray())
        {
            results.Add($"out {key} {entry.State}");
            _states.Remove(key);
        }

        return results;
    }

    /// <summary>The state after a row, null for none, and the result: every path by the row's number.</summary>
    public static (string? State, string? Result) Step(Row row, string? before) => row.Number switch
    {
        -3 => (before, null),
        -2 => (null, before is null ? null : $"gone {before}"),
        _ => (before + row.Text, before + row.Text),
    };

    /// <summary>The function of the spec, which does what <see cref="Step"/> says.</summary>
    public static Optional<string> Call(DateTimeOffset time, int key, Optional<Row> row, State<string> state)
    {
        if (state.IsTimingOut)
        {
            return Optional.Some($"out {key} {state.Value}");
        }

        var before = state.TryGet(out var known) ? known : null;
        var (after, result) = Step(row.Value, before);
        if (after is null && before is not null)
        {
            state.Remove();
        }
        else if (after is not null && after != before)
        {
            state.Update(after);
        }

        return result is null ? default : Optional.Some(result);
    }

    private static void Give(string? result, List<string> results)
    {
        if (result is not null)
        {
            results.Add(result);
        }
    }
}
