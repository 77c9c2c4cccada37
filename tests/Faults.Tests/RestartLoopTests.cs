using Faults.Simulation;
using Linq.Streaming;

namespace Faults.Tests;

/// <summary>Processes that are started again and again, because each ends soon.</summary>
public sealed class RestartLoopTests
{
    private readonly SimulatedFileSystem _files = new();

    [Fact]
    public void Starts_without_any_batch_leave_no_logs()
    {
        for (var start = 0; start < 50; start++)
            Run(batches: 0);

        Assert.InRange(Logs(), 1, 3);
    }

    [Fact]
    public void Starts_with_one_batch_each_take_snapshots_and_remove_logs()
    {
        for (var start = 0; start < 150; start++)
            Run(batches: 1);

        Assert.InRange(Logs(), 1, 100);
        Assert.Contains(_files.List("checkpoint"), name => name.StartsWith("snapshot-", StringComparison.Ordinal));
    }

    private int Logs() => _files.List("checkpoint").Count(name => name.StartsWith("log-", StringComparison.Ordinal));

    private void Run(int batches)
    {
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = TimeSpan.FromSeconds(1),
            Parallelism = 1,
            IsStepped = true,
            ZeroTime = DateTimeOffset.UnixEpoch,
            CheckpointDirectory = "checkpoint",
            FileSystem = _files,
        });
        context.FromEnumerable(Enumerable.Range(0, 1000).ToArray(), "numbers", batchSize: 1).WriteTo(new EndingSink(batches), "out");
        try
        {
            context.Start();
            context.Run.FollowData();
        }
        finally
        {
            context.Run.Dispose();
        }

        Assert.IsType<StreamQueryException>(context.Completion.Exception?.InnerException);
    }

    private sealed class EndingSink(int batches) : IStreamSink<int>
    {
        private int _prepared;

        public string Guarantee => "None.";

        public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => new((long?)null);

        public ValueTask PrepareAsync(Batch<int> batch, CancellationToken cancellationToken) =>
            ++_prepared > batches ? throw new InvalidOperationException("This is the end.") : ValueTask.CompletedTask;

        public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
