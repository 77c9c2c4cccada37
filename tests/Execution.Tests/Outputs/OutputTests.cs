using Execution.Tests.Context;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Outputs;

public sealed class OutputTests
{
    private readonly StreamContext _context = Live(Clock());

    [Fact]
    public async Task Every_kind_of_output_receives_every_batch()
    {
        var source = _context.FromEnumerable([1, 2, 3], batchSize: 2);
        var (actions, tasks, tokens, elements, batches) = (new List<int>(), new List<int>(), new List<int>(), new List<int>(), new List<int[]>());
        source.ForEachBatch(batch => actions.AddRange(batch));
        source.ForEachBatch(async batch =>
        {
            await Task.Yield();
            tasks.AddRange(batch);
        });
        source.ForEachBatch(async (batch, token) =>
        {
            await Task.Yield();
            Assert.False(token.IsCancellationRequested);
            tokens.AddRange(batch);
        });
        var text = new StringWriter { NewLine = "\n" };
        source.Print(writer: text);
        source.ToObservable().Subscribe(elements.Add);
        source.ToBatchObservable().Subscribe(batch => batches.Add([.. batch]));
        var sequence = source.ToAsyncEnumerable();
        _context.Start();
        Assert.Equal([1, 2, 3], await sequence.ToListAsync().AsTask().InTime());
        await _context.Completion.InTime();
        Assert.All([actions, tasks, tokens, elements], received => Assert.Equal([1, 2, 3], received));
        Assert.Equal([[1, 2], [3]], batches);
        Assert.Contains("Time: 1970-01-02T00:00:01Z\n-------------------------------------------\n1\n2\n\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_are_called_in_the_order_of_their_registration_and_batches_in_theirs()
    {
        var calls = new List<string>();
        var source = _context.FromEnumerable(Enumerable.Range(0, 60), batchSize: 20);
        source.Select(x => x + 1).ForEachBatch(batch => calls.Add($"{batch.Id}a"));
        source.ForEachBatch(async batch =>
        {
            await Task.Yield();
            calls.Add($"{batch.Id}b");
        });
        source.Count().ForEachBatch(batch => calls.Add($"{batch.Id}c"));
        _context.Start();
        await _context.Completion.InTime();
        Assert.Equal(["1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b", "3c"], calls);
    }

    [Fact]
    public async Task What_outputs_share_is_computed_once()
    {
        var calls = 0;
        Func<int, int> counted = x =>
        {
            Interlocked.Increment(ref calls);
            return x;
        };
        var shared = _context.FromEnumerable(Enumerable.Range(0, 100), batchSize: 10).Select(x => counted(x));
        var all = new Received<int>(shared);
        var again = new Received<int>(shared);
        var filtered = new Received<int>(shared.Where(x => x % 10 == 0));
        var grouped = new Received<long>(shared.CountBy(x => x % 10).Select(pair => pair.Value));
        var windows = new Received<long>(shared.Window(Second * 3).Count());
        _context.Start();
        await _context.Completion.InTime();
        Assert.Equal(100, calls);
        Assert.All([all, again], output => Assert.Equal(Enumerable.Range(0, 100), output.Rest().SelectMany(rows => rows)));
        Assert.Equal(10, filtered.Rest().Sum(rows => rows.Length));
        Assert.Equal(100, grouped.Rest().SelectMany(rows => rows).Sum());
        Assert.Equal([10, 20, 30, 30], windows.Rest().Take(4).SelectMany(rows => rows));
    }

    [Fact]
    public async Task A_stream_with_a_slower_slide_has_an_output_only_at_its_times()
    {
        var received = new List<(long, double)>();
        _context.FromEnumerable(Enumerable.Range(0, 7), batchSize: 1).Window(Second * 2, Second * 3).Count()
            .ForEachBatch(batch => received.Add((batch.Id, (batch.Time - Now).TotalSeconds)));
        _context.Start();
        await _context.Completion.InTime();
        Assert.Equal([(3, 2.5), (6, 5.5), (9, 8.5)], received);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_lets_the_query_go_on()
    {
        var sequence = _context.FromEnumerable(Enumerable.Range(0, 1000), batchSize: 1).ToAsyncEnumerable();
        _context.Start();
        await using (var reader = sequence.GetAsyncEnumerator())
        {
            Assert.True(await reader.MoveNextAsync().AsTask().InTime());
        }

        await _context.Completion.InTime();
    }
}
