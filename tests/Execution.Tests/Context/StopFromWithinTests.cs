using System.Reactive.Linq;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

/// <summary>Code that the run has called must not have to wait for the run.</summary>
public sealed class StopFromWithinTests
{
    private readonly StreamContext _context = Live(Clock());

    [Theory]
    [InlineData(StopMode.Drain)]
    [InlineData(StopMode.AfterBatch)]
    [InlineData(StopMode.Abort)]
    public async Task An_output_may_wait_for_the_stop_that_it_asks_for(StopMode mode)
    {
        var batches = 0;
        Endless().ForEachBatch(_ =>
        {
            batches++;
            Assert.True(_context.StopAsync(mode).IsCompleted);
        });
        _context.Start();
        await _context.Completion.InTime();
        await _context.StopAsync().InTime();
        Assert.True(batches >= 1);
    }

    [Theory]
    [InlineData(StopMode.Drain)]
    [InlineData(StopMode.AfterBatch)]
    [InlineData(StopMode.Abort)]
    public async Task So_may_an_output_that_has_awaited_before(StopMode mode)
    {
        Endless().ForEachBatch(async _ =>
        {
            await Task.Yield();
            await _context.StopAsync(mode);
        });
        _context.Start();
        await _context.Completion.InTime();
    }

    [Fact]
    public async Task An_output_may_dispose_the_context()
    {
        Endless().ForEachBatch(async (_, _) => await _context.DisposeAsync());
        Endless().ForEachBatch(_ => _context.DisposeAsync().AsTask().GetAwaiter().GetResult());
        _context.Start();
        await _context.Completion.InTime();
        await _context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task An_observer_may_stop_at_an_element()
    {
        Endless().ToObservable().Take(3).Subscribe(_ => { }, () => _context.StopAsync().GetAwaiter().GetResult());
        _context.Start();
        await _context.Completion.InTime();
    }

    [Fact]
    public async Task An_observer_may_dispose_at_the_end()
    {
        _context.FromEnumerable([1, 2]).ToObservable().Subscribe(_ => { }, () => _context.DisposeAsync().AsTask().GetAwaiter().GetResult());
        _context.Start();
        await _context.Completion.InTime();
        await _context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task An_observer_may_dispose_at_a_failure()
    {
        _context.FromEnumerable([0]).Select(x => 1 / x).ToObservable()
            .Subscribe(_ => { }, _ => _context.DisposeAsync().AsTask().GetAwaiter().GetResult(), () => { });
        _context.Start();
        await _context.FailsWith("LS3001");
        await _context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task A_source_may_stop_the_context()
    {
        _context.FromEnumerable(Numbers(stopAt: 3), batchSize: 1).ForEachBatch(_ => { });
        _context.Start();
        await _context.Completion.InTime();
    }

    private IStreamQueryable<int> Endless() => _context.FromEnumerable(Numbers(stopAt: -1), batchSize: 1);

    private IEnumerable<int> Numbers(int stopAt)
    {
        for (var i = 0; ; i++)
        {
            if (i == stopAt)
            {
                _context.StopAsync().GetAwaiter().GetResult();
            }

            yield return i;
        }
    }
}
