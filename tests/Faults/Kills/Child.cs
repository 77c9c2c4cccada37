using System.Globalization;
using Linq.Streaming;

namespace Faults.Kills;

/// <summary>The process that is killed: it goes on with a workload from where the one before it was, and says how far it is.</summary>
internal static class Child
{
    public const string Command = "child";

    /// <summary>The variable with the server; an argument could be read by others.</summary>
    public const string Server = "LINQSTREAM_CHILD_POSTGRES";

    public static int Run(string workload, string directory)
    {
        Run(Workload.Named(workload), new Place(directory, Environment.GetEnvironmentVariable(Server)), hasCheckpoint: true, batch => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{batch}")));
        return 0;
    }

    /// <summary>Runs until everything is computed.</summary>
    public static void Run(Workload workload, Place place, bool hasCheckpoint, Action<long> onProgress)
    {
        var context = new StreamContext(new StreamOptions
        {
            // Pushed batches follow the clock.
            BatchInterval = workload.IsPushed ? TimeSpan.FromMilliseconds(10) : TimeSpan.FromSeconds(1),
            Parallelism = 2,
            ExactPartitions = true,
            CheckpointDirectory = hasCheckpoint ? place.Checkpoint : null,
            LeastSnapshot = 20_000,
        });
        workload.Shape.Build(new DurableShapeBuilder(context, workload.IsPushed, place, onProgress));
        if (!workload.IsPushed)
        {
            context.BatchCompleted += batch => onProgress(batch.Id);
        }

        context.RunAsync().GetAwaiter().GetResult();
        context.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
