using CsCheck;
using Linq.Streaming.Execution.Sessions;

namespace Execution.Tests.Sessions;

public sealed class ClosingOrderTests
{
    [Fact]
    public void Sessions_come_by_end_and_then_by_start_however_many_there_are_and_whatever_their_times() => Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[250, 260], Gen.Int[1_000, 3_000]), Gen.Int[0, 3], Gen.Int).Sample(
        (count, kind, seed) =>
        {
            var random = new Random(seed);
            var order = new ClosingOrder();
            for (var round = 0; round < 2; round++)
            {
                order.Clear();
                (long First, long End)[] sessions = [.. Enumerable.Range(0, count).Select(_ => Session(random, kind))];
                foreach (var (first, end) in sessions)
                {
                    order.Add(first, end);
                }

                var numbers = order.Sort().ToArray().Select(item => item.Number).ToArray();
                Assert.Equal(Enumerable.Range(0, count), numbers.Order());
                Assert.Equal(sessions.OrderBy(session => session.End).ThenBy(session => session.First), numbers.Select(number => sessions[number]));
            }
        },
        iter: 200);

    // Close together, hours apart, as far apart as can be, all the same.
    private static (long First, long End) Session(Random random, int kind) => kind switch
    {
        0 => (random.Next(100), 1_000 + random.Next(50)),
        1 => (random.NextInt64(1L << 40), (1L << 41) + random.NextInt64(1L << 36)),
        2 => (random.NextInt64(long.MinValue, 0), random.Next(5) == 0 ? long.MaxValue : random.NextInt64()),
        _ => (5, 7),
    };
}
