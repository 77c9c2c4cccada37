using CsCheck;
using Linq.Streaming.Execution.Sessions;

namespace Execution.Tests.Sessions;

/// <summary>Closing times against a sorted list, under random additions, takings, commits and undoings.</summary>
public sealed class ClosingTimesTests
{
    private static readonly Gen<(int Kind, int Time)[]> Operations = Gen.Select(Gen.Int[0, 9], Gen.Int[-300, 300]).Array[0, 120];

    [Fact]
    public void They_come_in_ascending_order_and_those_that_were_taken_come_again_when_that_is_undone() => Gen.Select(Operations, Gen.Int[1, 500]).Sample(
        (operations, gap) =>
        {
            var times = new ClosingTimes<int>(gap);
            var (all, taken) = (new List<long>(), new List<long>());
            foreach (var (kind, time) in operations)
            {
                switch (kind)
                {
                    case <= 5:
                        times.Add(time, time);
                        all.Add(time);
                        break;
                    case <= 7:
                        Take(times, time, all, taken);
                        break;
                    case 8:
                        times.Rollback();
                        all.AddRange(taken);
                        taken.Clear();
                        break;
                    default:
                        times.Commit();
                        taken.Clear();
                        break;
                }
            }

            Take(times, long.MaxValue, all, taken);
            Assert.Empty(all);
        },
        iter: 2_000);

    private static void Take(ClosingTimes<int> times, long limit, List<long> all, List<long> taken)
    {
        foreach (var expected in all.Where(time => time <= limit).Order().ToArray())
        {
            times.Soon(limit);
            Assert.True(times.TryTake(limit, out var key, out var due));
            Assert.Equal((expected, expected), (key, due));
            all.Remove(due);
            taken.Add(due);
        }

        times.Soon(limit);
        Assert.False(times.TryTake(limit, out _, out _));
    }
}
