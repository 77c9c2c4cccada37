using Linq.Streaming;

namespace Execution.Tests.Recovery;

/// <summary>Rows that a sink refuses.</summary>
public sealed class DeadLetterTests
{
    private readonly RecoveryTesting _testing = new();
    private readonly Target<int> _target = new();
    private readonly Target<DeadLetter<int>> _letters = new();

    [Fact]
    public void Rows_that_are_refused_go_elsewhere_and_the_others_where_they_belong()
    {
        _testing.Run(context => Copy(context, new PickySink(_target, row => row % 17 == 0)), 3);
        _testing.Run(context => Copy(context, new PickySink(_target, row => row % 17 == 0)), 2);
        Assert.Equal(Enumerable.Range(1, 100).Where(row => row % 17 != 0), _target.Rows);
        Assert.Equal([17, 34, 51, 68, 85], _letters.Rows.Select(letter => letter.Row));
        Assert.Equal([1L, 2, 3, 4, 5], _letters.Rows.Select(letter => letter.BatchId));
        Assert.All(_letters.Rows, letter => Assert.Equal($"Row {letter.Row} is refused.", letter.Reason));
    }

    [Fact]
    public void A_batch_of_bad_rows_alone_commits_without_rows()
    {
        _testing.Run(context => Copy(context, new PickySink(_target, row => row <= 20)), 2);
        Assert.Equal(20, _letters.Rows.Count());
        Assert.Equal(Enumerable.Range(21, 20), _target.Rows);
    }

    [Fact]
    public void A_sink_that_refuses_everything_is_at_fault_itself()
    {
        var context = _testing.Start(context => Copy(context, new PickySink(_target, _ => true) { RefusesNothingToo = true }));
        Assert.Throws<StreamQueryException>(() => RecoveryTesting.Step(context, 1));
        Assert.Empty(_letters.Committed);
    }

    [Fact]
    public void What_fails_once_costs_no_row()
    {
        var failures = 1;
        _testing.Run(context => Copy(context, new PickySink(_target, _ => failures-- > 0)), 1);
        Assert.Equal(Enumerable.Range(1, 20), _target.Rows);
        Assert.Empty(_letters.Rows);
    }

    private void Copy(StreamContext context, PickySink sink) =>
        context.FromEnumerable(Enumerable.Range(1, 100).ToArray(), batchSize: 20).WriteTo(sink.WithDeadLetters(new RememberingSink<DeadLetter<int>>(_letters)));

    /// <summary>A sink that refuses batches with certain rows.</summary>
    private sealed class PickySink(Target<int> target, Func<int, bool> refuses) : IStreamSink<int>
    {
        private readonly RememberingSink<int> _inner = new(target);

        public bool RefusesNothingToo { get; init; }

        public string Guarantee => _inner.Guarantee;

        public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => _inner.OpenAsync(context, cancellationToken);

        public ValueTask PrepareAsync(Batch<int> batch, CancellationToken cancellationToken)
        {
            if (RefusesNothingToo && batch.Count == 0)
            {
                throw new InvalidOperationException("The sink is down.");
            }

            foreach (var row in batch)
            {
                if (refuses(row))
                {
                    throw new InvalidOperationException($"Row {row} is refused.");
                }
            }

            return _inner.PrepareAsync(batch, cancellationToken);
        }

        public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken) => _inner.CommitAsync(batchId, cancellationToken);

        public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) => _inner.AbortAsync(batchId, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
