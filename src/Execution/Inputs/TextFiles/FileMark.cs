namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>A place in the order of files: those before it have been dealt with, so that nothing need be kept of them.</summary>
/// <param name="Text">A partition, or the start of one; see <see cref="FileId.ToString"/>.</param>
internal readonly record struct FileMark(string Text)
{
    /// <summary>Before all files.</summary>
    public static FileMark Start { get; } = new("");

    /// <summary>Behind the files that were last modified at <paramref name="ticks"/> or before.</summary>
    public static FileMark Behind(long ticks) => new(FileId.Prefix(Math.Max(0, ticks + 1)));

    public static FileMark Behind(FileId file) => new(file.ToString());

    /// <summary>Whether a file comes after it.</summary>
    public bool IsBefore(FileId file) => string.CompareOrdinal(Text, file.ToString()) < 0;

    /// <summary>Whether a file that is seen at the time <paramref name="now"/> is to be read: what is modified later comes with a later batch.</summary>
    public bool IsNew(FileId file, bool isKnown, long now) => !isKnown && file.ModifiedTicks <= now && IsBefore(file);

    public static FileMark Earlier(FileMark one, FileMark other) => string.CompareOrdinal(one.Text, other.Text) <= 0 ? one : other;

    public static FileMark Later(FileMark one, FileMark other) => string.CompareOrdinal(one.Text, other.Text) >= 0 ? one : other;
}
