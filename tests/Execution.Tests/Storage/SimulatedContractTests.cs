using Faults.Simulation;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

public sealed class SimulatedContractTests : DurableFileSystemContract
{
    public SimulatedContractTests() => Files.CreateDirectory(Root);

    protected override string Root => "/some/where";

    private protected override IDurableFileSystem Files { get; } = new SimulatedFileSystem();
}
