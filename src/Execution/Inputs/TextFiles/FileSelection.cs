namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>Which files are new, by Spark's rule.</summary>
/// <param name="InitialTicks">Files that were last modified then or before are left out for good.</param>
/// <param name="RememberTicks">How long names are remembered.</param>
internal readonly record struct FileSelection(long InitialTicks, long RememberTicks)
{
    /// <summary>Whether a file that is seen at <paramref name="now"/> is to be read.</summary>
    /// <param name="modified">When it was last modified.</param>
    /// <param name="isKnown">Whether it has been selected and is remembered.</param>
    /// <param name="now">The time.</param>
    /// <param name="last">When it was looked for files before: what came while nobody looked is new.</param>
    public bool IsNew(long modified, bool isKnown, long now, long last) =>
        !isKnown && modified <= now && modified > Math.Max(InitialTicks, Math.Min(now, last) - RememberTicks);

    /// <summary>Whether a file that has been read can be forgotten: it will not be taken for a new one.</summary>
    public bool IsOver(long modified, long last) => modified <= last - RememberTicks;
}
