namespace Linq.Streaming;

/// <summary>Which files of a directory are read, and how.</summary>
public sealed record TextFilesOptions
{
    /// <summary>Which names count, with <c>*</c> and <c>?</c>. The default is all. Names that begin with a dot never count: give a file such a name until it is complete.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>Whether files that were last modified before the query's first start are left out. The default is false.</summary>
    public bool NewFilesOnly { get; init; }

    /// <summary>
    /// How long after it was last modified a file may still appear; more than zero. The default is a minute, as Spark's. Names are remembered for so long, and a file that appears with an older time is taken for one that has been
    /// read: a move keeps the time, so touch a file that waited elsewhere. Without effect where <see cref="AfterCommit"/> removes what has been read.
    /// </summary>
    public TimeSpan Remember { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of a file when the batch with its last line has been committed, which needs a checkpoint directory. The default is nothing.</summary>
    public FileCleanup AfterCommit { get; init; } = FileCleanup.Keep;

    /// <summary>Where files go with <see cref="FileCleanup.Move"/>: a directory on the same file system. Where it has a file of the same name, the name gets a number.</summary>
    public string? MoveTo { get; init; }

    /// <summary>The most files that a batch takes lines of; at least 1. The default is 1,000.</summary>
    public int MaxFilesPerBatch { get; init; } = 1_000;

    /// <summary>The most bytes that a batch reads, but for the line that passes it; at least 1. The default is 256 MiB.</summary>
    public long MaxBytesPerBatch { get; init; } = 256 << 20;

    /// <summary>The most lines that a batch takes; at least 1. The default is 1,000,000. A file that has more goes over several batches.</summary>
    public long MaxRowsPerBatch { get; init; } = 1_000_000;

    /// <summary>How long a line may be, in bytes without its end; at least 1. Longer ones are malformed. The default is 1 MiB.</summary>
    public int MaxLineBytes { get; init; } = 1 << 20;

    /// <summary>What is done with lines that are too long, no UTF-8, or that cannot be parsed. The default is to fail.</summary>
    public MalformedPolicy Malformed { get; init; } = MalformedPolicy.Fail;

    internal TextFilesOptions Checked()
    {
        ArgumentException.ThrowIfNullOrEmpty(Pattern);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Remember, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFilesPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRowsPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLineBytes, 1);
        ArgumentNullException.ThrowIfNull(Malformed);
        if (!Enum.IsDefined(AfterCommit))
        {
            throw new ArgumentOutOfRangeException(nameof(AfterCommit), AfterCommit, "The value is not one of FileCleanup's.");
        }

        if (AfterCommit == FileCleanup.Move)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(MoveTo);
        }

        return this;
    }
}
