using System.Reactive.Subjects;
using CsCheck;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

/// <summary>Whatever comes when: every run ends, and what was delivered is the beginning of what would have been.</summary>
public sealed class StopStressTests
{
    private static readonly Gen<(StopMode First, StopMode Second, int Spins, int FailAt, int Pending, bool Awaits)> Cases =
        Gen.Select(Gen.Enum<StopMode>(), Gen.Enum<StopMode>(), Gen.Int[0, 20_000], Gen.Int[-20, 20], Gen.Int[1, 3], Gen.Bool);

    [Fact]
    public void A_bounded_run_ends_whenever_it_is_stopped() => Cases.Sample(
        run =>
        {
            var context = Live(Clock(), run.Pending, attempts: 2);
            var received = Observe(context.FromEnumerable(Endless(), batchSize: 3), run.FailAt, run.Awaits);
            context.Start();
            StopTwice(context, run.First, run.Second, run.Spins);
            Assert.Equal(Enumerable.Range(1, received.Count), received);
        },
        iter: 60,
        threads: 2);

    [Fact]
    public void A_live_run_ends_whenever_it_is_stopped() => Cases.Sample(
        run =>
        {
            var (clock, subject) = (Clock(), new Subject<int>());
            var context = Live(clock, run.Pending, attempts: 2);
            var received = Observe(context.FromObservable(subject, capacity: 50), run.FailAt, run.Awaits);
            context.Start();
            var pushing = Inputs.InputTesting.Run(() =>
            {
                for (var i = 1; i < 1000; i++)
                {
                    subject.OnNext(i);
                }
            });
            var ticking = Inputs.InputTesting.Run(() => clock.Advance(Second * 20));
            StopTwice(context, run.First, run.Second, run.Spins);
            Assert.True(pushing.Join(Patience) && ticking.Join(Patience));
            Assert.Equal(Enumerable.Range(1, received.Count), received);
        },
        iter: 60,
        threads: 2);

    private static List<int> Observe(IStreamQueryable<int> source, int failAt, bool awaits)
    {
        var received = new List<int>();
        source.Select(x => x + 0).ForEachBatch(async (batch, token) =>
        {
            if (awaits)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
            }

            received.AddRange(batch);
            if (batch.Id == failAt)
            {
                throw new InvalidOperationException("as asked");
            }
        });
        return received;
    }

    private static void StopTwice(StreamContext context, StopMode first, StopMode second, int spins)
    {
        Thread.SpinWait(spins);
        var stops = new[] { Task.Run(() => context.StopAsync(first)), Task.Run(() => context.StopAsync(second)) };
        Task.WhenAll(stops).InTime().GetAwaiter().GetResult();
        Assert.True(context.Completion.IsCompleted);
        var failure = context.Completion.Exception?.InnerException;
        Assert.True(failure is null or StreamQueryException { Code: "LS3002" }, failure?.ToString());
        context.DisposeAsync().InTime().GetAwaiter().GetResult();
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 1; ; i++)
        {
            yield return i;
        }
    }
}
