using Faults.Simulation;
using Linq.Streaming;

namespace Execution.Tests.Recovery;

/// <summary>Contexts that are stepped, over a disk that outlives them.</summary>
internal sealed class RecoveryTesting
{
    public const string Directory = "/checkpoint";

    public SimulatedFileSystem Disk { get; set; } = new();

    public StreamOptions Options => new()
    {
        BatchInterval = TimeSpan.FromSeconds(1),
        Parallelism = 2,
        ExactPartitions = true,
        IsStepped = true,
        ZeroTime = DateTimeOffset.UnixEpoch,
        CheckpointDirectory = Directory,
        FileSystem = Disk,
    };

    /// <summary>Builds a query, makes batches, and ends without warning.</summary>
    public StreamContext Run(Action<StreamContext> build, int batches, Func<StreamOptions, StreamOptions>? options = null)
    {
        var context = Start(build, options);
        Step(context, batches);
        context.Run.Dispose();
        return context;
    }

    public StreamContext Start(Action<StreamContext> build, Func<StreamOptions, StreamOptions>? options = null)
    {
        var context = new StreamContext(options?.Invoke(Options) ?? Options);
        build(context);
        context.Start();
        return context;
    }

    public static void Step(StreamContext context, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            context.Run.Step();
            if (context.Completion.IsFaulted)
            {
                context.Run.Dispose();
                context.Completion.GetAwaiter().GetResult();
            }
        }
    }

    public static StreamQueryException Refused(string code, Action action)
    {
        var failure = Assert.Throws<StreamQueryException>(action);
        Assert.Equal(code, failure.Code);
        return failure;
    }
}
