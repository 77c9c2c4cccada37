namespace Linq.Streaming.Execution.Sessions;

/// <summary>A session that takes rows.</summary>
internal struct OpenSession<TContent>
{
    /// <summary>The time of its earliest row: the start of its window.</summary>
    public long First;

    /// <summary>The time of its latest row.</summary>
    public long Last;

    /// <summary>When it is looked at for closing; not after its end. Tells apart entries of <see cref="ClosingTimes{TKey}"/> of the same key.</summary>
    /// <remarks>
    /// A gap before it there is a row of the session, and sessions of a key are disjoint, so no two of them have the same. It may be put off without a
    /// record in the undo log: the entry at the later time stays when the attempt is undone, so the session is looked at in any case.
    /// </remarks>
    public long Due;

    /// <summary>What is kept of its rows.</summary>
    public TContent Content;

    /// <summary>A session without content, which is not scheduled yet.</summary>
    public static OpenSession<TContent> Of(long first, long last) => new() { First = first, Last = last, Due = long.MinValue };
}
