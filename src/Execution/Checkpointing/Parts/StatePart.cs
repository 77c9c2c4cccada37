using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>A part of what an operator keeps between batches: what a checkpoint takes out of it, and what a restart puts back.</summary>
/// <remarks>
/// <para>
/// Captures are taken by the thread that computes batches, when a batch has been computed and the next has not begun; they hold copies, so any thread may write them.
/// What a batch changed and all there is have one form: a part is put back from everything as of some batch, and the changes of the batches after it.
/// </para>
/// <para>A part knows nothing of files. It is put back into as many partitions as there are now, whatever their number was.</para>
/// </remarks>
/// <param name="name">Its name among the parts of its operator.</param>
internal abstract class StatePart(string name)
{
    public string Name => name;

    /// <summary>What its bytes hold, as a text that is the same in every process.</summary>
    public abstract string Schema { get; }

    /// <summary>What <paramref name="batch"/>, computed and not yet committed, has changed; null for nothing.</summary>
    public abstract CapturedState? CaptureChanges(BatchContext batch);

    /// <summary>Everything, after <paramref name="batch"/>.</summary>
    public abstract CapturedState CaptureAll(BatchContext batch);

    /// <summary>What has been captured last does not count: what it said is said again.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>Empties it, to be put back as of batch <paramref name="batch"/>.</summary>
    public abstract void BeginRestore(long batch);

    /// <summary>Says under which schema the bytes that follow have been written; what stands against reading them, or null.</summary>
    public abstract string? Accept(string schema);

    /// <summary>Puts back what a capture has written.</summary>
    /// <exception cref="CorruptDataException">The bytes are not what one writes.</exception>
    public abstract void Apply(ref ByteReader bytes);

    /// <summary>Everything has been put back.</summary>
    public virtual void EndRestore()
    {
    }
}
