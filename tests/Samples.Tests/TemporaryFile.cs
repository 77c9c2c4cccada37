namespace Samples.Tests;

/// <summary>A file with given lines, which is gone at the end of the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public const string Header = "scheduled,delay_minutes,distance_miles,origin,destination";

    public TemporaryFile(params IEnumerable<string> lines) => File.WriteAllLines(Path, lines);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"flights-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(Path);
}
