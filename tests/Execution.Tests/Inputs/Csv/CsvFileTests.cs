using Linq.Streaming;

namespace Execution.Tests.Inputs.Csv;

/// <summary>A file of its own for each test.</summary>
public abstract class CsvFileTests : IDisposable
{
    protected string FilePath { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        File.Delete(FilePath);
        GC.SuppressFinalize(this);
    }

    protected void Write(string text) => File.WriteAllText(FilePath, text);

    protected List<T> Read<T>() => [.. CsvRows.Read<T>(FilePath)];
}
