using Faults.Simulation;
using Linq.Streaming.Execution.Storage;

namespace Faults.Worlds;

/// <summary>All that outlives a process: its disk, a database elsewhere, what producers have been told, and what has been seen of the outputs.</summary>
internal sealed class World
{
    private World(SimulatedFileSystem files, RemoteDatabase database, Memory memory) => (Files, Database, Memory) = (files, database, memory);

    public World()
        : this(new SimulatedFileSystem(), new RemoteDatabase(), new Memory())
    {
    }

    public SimulatedFileSystem Files { get; }

    public RemoteDatabase Database { get; }

    public Memory Memory { get; }

    /// <summary>The receivers of the process that runs.</summary>
    public List<ISteppedReceiver> Receivers { get; } = [];

    /// <summary>What a checkpoint is written through: a planted fault, or null for none.</summary>
    public Func<IDurableFileSystem, IDurableFileSystem>? Plant { get; init; }

    /// <summary>Whether sinks take batches of any epoch: to see whether the checkpoint alone keeps two processes apart.</summary>
    public bool HasUnfencedSinks { get; init; }

    /// <summary>The world after the end of its process. This one is left as it is.</summary>
    public World AfterCrash(CrashKind kind, int seed) => new(Files.AfterCrash(kind, seed), Database.Copy(), Memory.Copy()) { Plant = Plant, HasUnfencedSinks = HasUnfencedSinks };
}
