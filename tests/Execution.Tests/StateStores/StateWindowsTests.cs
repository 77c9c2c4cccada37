using CsCheck;
using Linq.Streaming.Execution.StateStores;

namespace Execution.Tests.StateStores;

public sealed class StateWindowsTests
{
    // A step: 0 adds a window, 1 removes the first, 2 removes any, 3 looks one up.
    [Fact]
    public void It_is_a_sorted_list_whatever_comes_and_goes() => Gen.Select(Gen.Int[0, 3], Gen.Long[0, 40]).Array[0, 80].Sample(steps =>
    {
        var logs = new VersionLogs<int, int>();
        logs.Begin(1);
        var windows = new StateWindows<int, int>();
        var model = new SortedList<long, StateWindow<int, int>>();
        foreach (var (step, start) in steps)
        {
            Apply(step, start, windows, model, logs);
            Assert.Equal(model.Values, windows.All);
            Assert.Same(model.GetValueOrDefault(start), windows.Find(start));
            Assert.Same(model.FirstOrDefault(entry => entry.Key >= start).Value, windows.From(start));
        }
    });

    [Fact]
    public void Two_windows_cannot_start_at_the_same_time()
    {
        var logs = new VersionLogs<int, int>();
        logs.Begin(1);
        var windows = new StateWindows<int, int>();
        windows.Add(new StateWindow<int, int>(5, new(), logs));
        Assert.Throws<ArgumentException>(() => windows.Add(new StateWindow<int, int>(5, new(), logs)));
    }

    private static void Apply(
        int step, long start, StateWindows<int, int> windows, SortedList<long, StateWindow<int, int>> model, VersionLogs<int, int> logs)
    {
        if (step == 0 && !model.ContainsKey(start))
        {
            var window = new StateWindow<int, int>(start, new(), logs);
            windows.Add(window);
            model.Add(start, window);
        }

        var removed = step == 1 ? model.Values.FirstOrDefault() : step == 2 ? model.GetValueOrDefault(start) : null;
        if (removed is not null)
        {
            windows.Remove(removed);
            model.Remove(removed.Start);
        }
    }
}
