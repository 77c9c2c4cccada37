using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>What one batch does to the records of <c>mapWithState</c>, and what several do one after the other.</summary>
public sealed class StateRecordCaseTests
{
    /// <summary>
    /// The state is there from the batch at 1 s on; the batch at 2 s brings the data. Spark's case gives the threshold (2 s less the timeout). When a record was touched
    /// last cannot be seen from outside, but with a timeout it can be inferred from the batch in which the key goes: the run has two batches more.
    /// </summary>
    [Theory]
    [SparkCases("mwsrdd.update.*")]
    public void A_batch_changes_one_record(string id)
    {
        var item = SparkCase.Of(id);
        var run = new OneRecord(item);
        var expected = item["expected"];
        Assert.Equal(Numbers(expected.GetProperty("mapped")), run.Mapped);
        Assert.Equal(Numbers(expected.GetProperty("timing_out")), run.TimedOutAt(2000));
        Assert.Equal(Numbers(expected.GetProperty("removed")), run.Removed);
        Assert.Equal(expected.GetProperty("function_called").GetBoolean(), run.CallsAt(2000) > 0);
        var states = expected.GetProperty("states_value_time").EnumerateArray().ToArray();
        Assert.Equal(states.Select(state => $"[\"key\",{state[0]}]"), run.SnapshotAt(2000));
        if (run.Timeout is { } timeout && states is [var only])
        {
            var due = only[1].GetInt64() + (long)timeout.TotalMilliseconds;
            Assert.Equal([only[0].GetInt32()], run.TimedOutAt(((due / 1000) + 1) * 1000));
        }
    }

    /// <summary>Each named result of the case is one way from the initial state; each is a run of its own. Times of records are not part of it.</summary>
    [Theory]
    [SparkCases("mwsrdd.chain")]
    public void Batches_follow_each_other_and_leave_earlier_states_as_they_were(string id)
    {
        var item = SparkCase.Of(id);
        var steps = item["steps"].EnumerateArray().ToDictionary(step => step.GetProperty("name").GetString()!);
        var initial = item.Params.GetProperty("init").EnumerateArray().Select(CaseWindow.Pair).ToArray();
        foreach (var step in steps.Values)
        {
            var way = Way(step).Reverse().Select(part => part.GetProperty("data").EnumerateArray().Select(CaseWindow.Pair).ToArray()).ToArray();
            var expected = step.GetProperty("states").EnumerateArray().Select(state => $"[\"{state[0]}\",{state[1]}]");
            var snapshots = StreamTest.Run<KeyValuePair<string, int>, string>(
                [[], .. way], source => CasePipeline.Text(source.MapWithState(StateSpec.Create<string, int, int, int>(Command).InitialState(initial)).StateSnapshots()));
            Assert.Equal(expected.Order(StringComparer.Ordinal), snapshots[^1].Order(StringComparer.Ordinal));
        }

        IEnumerable<JsonElement> Way(JsonElement step)
        {
            yield return step;
            if (steps.TryGetValue(step.GetProperty("on").GetString()!, out var before))
            {
                foreach (var earlier in Way(before))
                {
                    yield return earlier;
                }
            }
        }
    }

    // 0 does nothing, 1 adds one (a new state is 0), 2 removes.
    private static int Command(string key, Optional<int> command, State<int> state)
    {
        if (command.Value == 1)
        {
            state.Update(state.TryGet(out var value) ? value + 1 : 0);
        }
        else if (command.Value == 2)
        {
            state.Remove();
        }

        return 0;
    }

    private static int[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];
}
