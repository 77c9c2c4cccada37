namespace Connectors.Kafka.Tests.Writing;

/// <summary>A directory for a test, deleted when it ends.</summary>
internal sealed class SinkDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("linqstream-kafka-").FullName;

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories);

    /// <summary>What is there now.</summary>
    public SinkDirectory Copy()
    {
        var copy = new SinkDirectory();
        foreach (var file in Files)
        {
            var target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
