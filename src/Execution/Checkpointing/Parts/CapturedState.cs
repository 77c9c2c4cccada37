using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>Copies of state, to be written when there is time.</summary>
internal abstract class CapturedState
{
    /// <summary>That of a part that lies by key and has none.</summary>
    public static CapturedState Empty { get; } = new Nothing();

    public abstract void Write(ByteWriter bytes);

    private sealed class Nothing : CapturedState
    {
        public override void Write(ByteWriter bytes) => bytes.WriteNumber(0);
    }
}
