using Execution.Tests.Context;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Receiving;

/// <summary>A receiver that dies at random moments, and whose context does: no acknowledged element is lost, and none comes twice.</summary>
public sealed class DyingReceiverTests : IDisposable
{
    private const int Deaths = 100;

    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-").FullName;

    /// <summary>Two, or twenty if <c>LINQSTREAM_CASES</c> is <c>all</c>.</summary>
    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("LINQSTREAM_CASES") == "all" ? 20 : 2)];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_receiver_that_dies_a_hundred_times_loses_no_acknowledged_element(int seed)
    {
        var world = new World(seed);
        var output = new List<int>();
        while (world.Deaths < Deaths)
        {
            await Run(world, output, isLast: false);
        }

        await Run(world, output, isLast: true);

        // What was sent and is not acknowledged may have come: it is sent again, as the source of a reliable receiver does.
        Assert.Equal(world.Acknowledged.Order(), output.Where(world.Acknowledged.Contains).Order());
        Assert.All(output, element => Assert.True(world.Acknowledged.Contains(element) || world.Unsure.Contains(element), $"{element}"));
        Assert.True(world.Acknowledged.Count > 100);
    }

    // Mostly the whole context goes, with what it had not given to a batch. The last one takes what the others have left.
    private async Task Run(World world, List<int> output, bool isLast)
    {
        var clock = Clock();
        clock.Advance(Second * world.Runs++ * 100);
        await using var context = new StreamContext(new StreamOptions
        {
            BatchInterval = Second,
            TimeProvider = clock,
            CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
            Downtime = DowntimePolicy.Skip,
        });
        context.FromReceiver(new Dying(world), "numbers", new ReceiverOptions { RestartDelay = TimeSpan.FromMilliseconds(1), MaxRestartDelay = TimeSpan.FromMilliseconds(2) })
            .ForEachBatch(batch => output.AddRange(batch));
        context.Start();
        for (var tick = 0; tick < 20 && world.Deaths < Deaths && !isLast; tick++)
        {
            // Restarts wait on the virtual clock.
            var moved = world.NextAsync();
            await clock.AdvanceUntil(TimeSpan.FromMilliseconds(1), () => moved.IsCompleted || context.Completion.IsCompleted);
            Assert.False(context.Completion.IsCompleted, $"{context.Exit}");
            await moved;
            clock.Advance(Second);
        }

        await context.StopAsync(isLast || world.Runs % 3 == 0 ? StopMode.Drain : StopMode.Abort).InTime();
    }

    // Sends blocks of new elements, and dies before, while or after one is stored.
    private sealed class Dying(World world) : StreamReceiver<int>
    {
        public override async Task ReceiveAsync(ReceiverContext<int> receiver, CancellationToken cancellationToken)
        {
            while (world.Deaths < Deaths)
            {
                world.MayDie();
                var block = world.Block();
                var storing = receiver.StoreAsync(block, cancellationToken);
                world.MayDie();
                await storing;
                world.Acknowledge(block);
                world.MayDie();
                await Task.Yield();
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private sealed class World(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Lock _gate = new();
        private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _next;

        public int Deaths { get; private set; }

        public int Runs { get; set; }

        public HashSet<int> Acknowledged { get; } = [];

        public HashSet<int> Unsure { get; } = [];

        /// <summary>Ends when something has been acknowledged or has died since the last call.</summary>
        public Task NextAsync()
        {
            lock (_gate)
            {
                _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _moved.Task.InTime();
            }
        }

        public void MayDie()
        {
            lock (_gate)
            {
                if (_random.Next(12) == 0)
                {
                    Deaths++;
                    _moved.TrySetResult();
                    throw new InvalidOperationException("died");
                }
            }
        }

        public int[] Block()
        {
            lock (_gate)
            {
                int[] block = [.. Enumerable.Range(_next, _random.Next(1, 5))];
                _next += block.Length;
                Unsure.UnionWith(block);
                return block;
            }
        }

        public void Acknowledge(int[] block)
        {
            lock (_gate)
            {
                Acknowledged.UnionWith(block);
                _moved.TrySetResult();
            }
        }
    }
}
