using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>A session that a batch gives out. Public fields, for generated code.</summary>
internal struct GivenSession<TKey, TContent>
{
    public TKey Key;

    /// <summary>Where its window starts.</summary>
    public long First;

    /// <summary>Where its window ends.</summary>
    public long End;

    /// <summary>See <see cref="Timed{T}.Mark"/>.</summary>
    public long Mark;

    public TContent Content;
}
