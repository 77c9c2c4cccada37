namespace Linq.Streaming.Testing;

/// <summary>How <see cref="StreamTest"/> runs a query.</summary>
public sealed record StreamTestOptions
{
    /// <summary>How long one batch is. The default is 1 s; no time passes.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many batches are run; those after the last input are empty. The default is as many as there are inputs.</summary>
    public int? BatchCount { get; init; }

    /// <summary>The number of partitions of each input batch, and of keys: element i of n goes to partition floor(i * Partitions / n). 1 to 128; the default is 2.</summary>
    public int Partitions { get; init; } = 2;

    /// <summary>When the interval of the first batch starts. The first batch is at ZeroTime + BatchInterval.</summary>
    public DateTimeOffset ZeroTime { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Whether the input ends after the last batch: event-time windows that are open then close, and their results are appended as one last list. The default is true.</summary>
    public bool FlushAtEnd { get; init; } = true;

    /// <summary>Where checkpoints are kept: a directory that is empty or missing, or one of an earlier run, which then goes on. The default is none.</summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>After this many batches the run ends without warning, and a second one, of the query built anew, recovers and goes on. The default is never.</summary>
    /// <remarks>The two meet in <see cref="CheckpointDirectory"/>; without one, in a directory that is made for this and removed again.</remarks>
    public int? RestartAfterBatch { get; init; }

    /// <summary>Whether plans are optimised; results do not depend on it. The default is true.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Whether functions are called as delegates of their own, and rows all made.</summary>
    internal bool IsUnfused { get; init; }

    /// <summary>Whether stages run ahead of the batch before them wherever they may.</summary>
    internal bool RunsAhead { get; init; }

    /// <summary>A snapshot is taken when logs have grown by so many bytes at least.</summary>
    internal long LeastSnapshot { get; init; } = 4 << 20;
}
