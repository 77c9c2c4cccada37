using Faults.Running;
using Faults.Shapes;
using Faults.Simulation;
using Faults.Worlds;

namespace Faults.Tests;

/// <summary>A context that is stopped in the middle of something.</summary>
public sealed class StopTests
{
    /// <summary>Else the next one, which may be there at once, would see files come and go.</summary>
    [Fact]
    public async Task A_context_keeps_its_directory_until_a_snapshot_under_way_has_been_written()
    {
        var world = new World();
        using var files = new SlowSnapshots(world.Files);
        var run = new Case(new SumSoFar(), SourceKind.Array, SinkKind.Remote, 1, Case.Often);
        var context = Process.Context(run, new World { Plant = _ => files }, isStepped: false);
        context.Start();
        files.WaitForOne();

        var stopped = context.DisposeAsync().AsTask();
        await Task.Delay(200);
        Assert.Null(world.Files.TryLock("checkpoint/lock"));

        files.GoOn();
        await stopped;
        var operations = world.Files.Operations;
        await Task.Delay(100);
        Assert.Equal(operations, world.Files.Operations);
        Assert.NotNull(world.Files.TryLock("checkpoint/lock"));
    }
}
