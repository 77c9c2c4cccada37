using CsCheck;
using Linq.Streaming.Execution.Sessions;

namespace Execution.Tests.Sessions;

/// <summary>Closing times against a list, under random additions and takings.</summary>
public sealed class ClosingTimesTests
{
    private static readonly Gen<(int Kind, int Time)[]> Operations = Gen.Select(Gen.Int[0, 9], Gen.Int[-300, 300]).Array[0, 200];

    [Fact]
    public void Those_that_are_due_are_taken_once() => Gen.Select(Operations, Gen.Int[1, 50_000]).Sample(
        (operations, gap) =>
        {
            var times = new ClosingTimes<string>(gap);
            var all = new List<(long Due, string Key)>();
            foreach (var (kind, time) in operations)
            {
                switch (kind)
                {
                    case <= 5:
                        times.Add($"{time}", time);
                        all.Add((time, $"{time}"));
                        break;
                    case <= 8:
                        Take(times, time, all);
                        break;
                    default:
                        times.Clear();
                        all.Clear();
                        break;
                }
            }

            Take(times, long.MaxValue, all);
            Assert.Empty(all);
        },
        iter: 2_000);

    [Fact]
    public void Spans_that_are_longer_than_batches_are_sorted_and_take_more_in_between()
    {
        var times = new ClosingTimes<int>(1_000_000);
        var all = new List<(long Due, int Key)>();
        var random = new Random(1);
        for (var limit = 0; limit < 20_000; limit += 10)
        {
            for (var i = 0; i < 20; i++)
            {
                var due = limit + random.Next(1, 9_000);
                times.Add(i, due);
                all.Add((due, i));
            }

            Take(times, limit, all);
        }
    }

    private static void Take<TKey>(ClosingTimes<TKey> times, long limit, List<(long Due, TKey Key)> all)
    {
        var taken = new List<(long Due, TKey Key)>();
        times.Take(limit, taken);
        Assert.Equal(all.Where(time => time.Due <= limit).Order(), taken.Order());
        all.RemoveAll(time => time.Due <= limit);
    }
}
