using System.Collections.Concurrent;
using System.Diagnostics;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;

namespace Execution.Tests.Context;

/// <summary>What the tests of running contexts need. Waiting has an end that only a failing test reaches.</summary>
internal static class ContextTesting
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>When virtual clocks start: in the middle of an interval.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(0.5);

    public static FakeTimeProvider Clock() => new(Now);

    /// <summary>A context with batches of a second on a virtual clock. The first batch is made half a second after its start.</summary>
    public static StreamContext Live(FakeTimeProvider clock, int pending = 16, int attempts = 1) => new(new StreamOptions
    {
        BatchInterval = Second,
        TimeProvider = clock,
        MaxPendingBatches = pending,
        MaxTaskAttempts = attempts,
        Parallelism = 2,
    });

    /// <summary>A context that makes batches by <see cref="Linq.Streaming.Execution.Scheduling.StreamRun.Step"/> only.</summary>
    public static StreamContext Stepped(int parallelism = 1, int attempts = 4) => new(new StreamOptions
    {
        BatchInterval = Second,
        TimeProvider = Clock(),
        IsStepped = true,
        Parallelism = parallelism,
        ExactPartitions = true,
        MaxTaskAttempts = attempts,
    });

    /// <summary>Advances the clock step by step until something has come of it. On a thread of its own: one of the pool would keep what it waits for from running.</summary>
    public static Task AdvanceUntil(this FakeTimeProvider clock, TimeSpan step, Func<bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Inputs.InputTesting.Run(() =>
        {
            var start = Stopwatch.GetTimestamp();
            while (!condition())
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                {
                    done.SetException(new TimeoutException());
                    return;
                }

                clock.Advance(step);
                Thread.Yield();
            }

            done.SetResult();
        });
        return done.Task;
    }

    public static Task InTime(this Task task) => task.WaitAsync(Patience);

    public static Task InTime(this ValueTask task) => task.AsTask().WaitAsync(Patience);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>Waits for the end, which must be the failure <paramref name="code"/>.</summary>
    public static async Task<StreamQueryException> FailsWith(this StreamContext context, string code)
    {
        var failure = await Assert.ThrowsAsync<StreamQueryException>(() => context.Completion.InTime());
        Assert.Equal(code, failure.Code);
        return failure;
    }
}

/// <summary>What an output received, for a test that waits for it.</summary>
internal sealed class Received<T>
{
    private readonly BlockingCollection<Batch<T>> _batches = [];

    public Received(IStreamQueryable<T> query) => query.ForEachBatch(_batches.Add);

    public Batch<T> Next()
    {
        Assert.True(_batches.TryTake(out var batch, ContextTesting.Patience), "No batch came.");
        return batch;
    }

    public IReadOnlyList<Batch<T>> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>All that has come and was not taken; for after the end.</summary>
    public T[][] Rest()
    {
        var rest = new List<T[]>();
        while (_batches.TryTake(out var batch))
        {
            rest.Add([.. batch]);
        }

        return [.. rest];
    }
}
