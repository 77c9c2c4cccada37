namespace Linq.Streaming.Testing;

/// <summary>A checkpoint directory for one test, in memory where the system has a file system for that. Removed at the end.</summary>
internal sealed class OwnDirectory : IDisposable
{
    private const string InMemory = "/dev/shm";

    /// <summary>A path that nobody else has. There is no such directory yet.</summary>
    public string Path { get; } = System.IO.Path.Combine(
        Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath(), "linqstream-test-" + Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
