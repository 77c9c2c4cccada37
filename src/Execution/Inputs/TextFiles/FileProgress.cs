namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>How far a directory has been read.</summary>
/// <param name="Through">Files before it have been read, or were too old when they appeared.</param>
/// <param name="Files">Those behind it that have been read, in whole or in part, with the number of bytes.</param>
/// <remarks>In a log it is positions: one for each file, and one without a meaning for the mark, which is the name of its partition.</remarks>
internal sealed record FileProgress(FileMark Through, IReadOnlyDictionary<FileId, long> Files)
{
    private const string MarkPrefix = "through:";

    public static FileProgress Of(StreamOffsets offsets)
    {
        var (mark, files) = (FileMark.Start, new Dictionary<FileId, long>());
        foreach (var (partition, position) in offsets)
        {
            if (IsFile(partition))
            {
                files.Add(FileId.Parse(partition), position);
            }
            else
            {
                mark = new FileMark(partition[MarkPrefix.Length..]);
            }
        }

        return new FileProgress(mark, files);
    }

    public static bool IsFile(string partition) => !partition.StartsWith(MarkPrefix, StringComparison.Ordinal);

    public StreamOffsets ToOffsets() =>
        new([KeyValuePair.Create(MarkPrefix + Through.Text, 0L), .. Files.Select(entry => KeyValuePair.Create(entry.Key.ToString(), entry.Value))]);
}
