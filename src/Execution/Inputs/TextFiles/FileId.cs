using System.Globalization;

namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>A file as it was when it was first seen. Its text is the partition by which logs name it.</summary>
internal sealed record FileId(string Name, long Length, long ModifiedTicks)
{
    public static FileId Of(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks);

    /// <summary>What the partitions of files that were modified then start with.</summary>
    public static string Prefix(long modifiedTicks) => string.Create(CultureInfo.InvariantCulture, $"{modifiedTicks:d19}|");

    /// <summary>Such as <c>0638000000000000000|clicks.txt|1024</c>: in ordinal order the files are by time and name.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix(ModifiedTicks)}{Name}|{Length}");

    public static FileId Parse(string partition)
    {
        var (first, last) = (partition.IndexOf('|', StringComparison.Ordinal), partition.LastIndexOf('|'));
        return new FileId(
            partition[(first + 1)..last],
            long.Parse(partition.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(partition.AsSpan(0, first), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
