using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>The state of one key as the user's function sees it.</summary>
public sealed class StateObjectCaseTests
{
    [Theory]
    [SparkCases("mws.stateObject")]
    public void A_state_goes_through_the_steps_of_the_case(string id)
    {
        var state = new State<int>();
        foreach (var step in SparkCase.Of(id)["steps"].EnumerateArray())
        {
            state = Do(step.GetProperty("do").GetString()!, state);
            Assert.Equal(
                (Flag(step, "exists"), Flag(step, "updated"), Flag(step, "removed"), Flag(step, "timingOut")),
                (state.Exists, state.IsUpdated, state.IsRemoved, state.IsTimingOut));
            CheckValue(step, state);
            if (step.TryGetProperty("then_error", out var calls))
            {
                Assert.All(calls.EnumerateArray(), call => Assert.Throws<InvalidOperationException>(() => Do(call.GetString()!, state)));
            }
        }
    }

    private static void CheckValue(JsonElement step, State<int> state)
    {
        if (step.TryGetProperty("value", out var value))
        {
            Assert.Equal(value.GetInt32(), state.Value);
            Assert.True(state.TryGet(out var got));
            Assert.Equal(value.GetInt32(), got);
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => state.Value);
            Assert.False(state.TryGet(out _));
        }
    }

    private static State<int> Do(string what, State<int> state)
    {
        switch (what)
        {
            case "new":
                return new State<int>();
            case "wrap(None)":
                state.Reset(Optional.None<int>(), isTimingOut: false);
                return state;
            case "wrap(Some 1)":
                state.Reset(Optional.Some(1), isTimingOut: false);
                return state;
            case "wrapTimingOutState(3)":
                state.Reset(Optional.Some(3), isTimingOut: true);
                return state;
            case "new; update(2)":
                return Do("update(2)", new State<int>());
            case "remove()":
                state.Remove();
                return state;
            default:
                state.Update(int.Parse(what["update(".Length..^1], CultureInfo.InvariantCulture));
                return state;
        }
    }

    private static bool Flag(JsonElement step, string name) => step.GetProperty(name).GetBoolean();
}
