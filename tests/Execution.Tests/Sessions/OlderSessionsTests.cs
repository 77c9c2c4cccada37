using CsCheck;
using Linq.Streaming.Execution.Sessions;

namespace Execution.Tests.Sessions;

public sealed class OlderSessionsTests
{
    // Which of the lists so far the next one is made of, and whether by adding a session or by leaving the oldest out.
    private static readonly Gen<(int List, bool Adds)[]> Steps = Gen.Select(Gen.Int[0, 60], Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))).Array[0, 60];

    [Fact]
    public void A_list_stays_as_it_is_whatever_is_made_of_it() => Steps.Sample(
        steps =>
        {
            var lists = new List<(OlderSessions<int>? List, long[] Firsts)> { (null, []) };
            foreach (var (from, adds) in steps)
            {
                var (list, firsts) = lists[Math.Max(0, lists.Count - 1 - from)];
                lists.Add(adds || list is null
                    ? (OlderSessions<int>.With(list, OpenSession<int>.Of(lists.Count, lists.Count)), [.. firsts, lists.Count])
                    : (list.WithoutOldest(), firsts[1..]));
            }

            Assert.All(lists, made => Assert.Equal(made.Firsts, Firsts(made.List)));
        },
        iter: 2_000);

    private static long[] Firsts(OlderSessions<int>? list) => list is null ? [] : [.. list.All.ToArray().Select(session => session.First)];
}
