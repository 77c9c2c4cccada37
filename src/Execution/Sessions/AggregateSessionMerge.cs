using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Keys;

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

/// <summary>One partition of sessions that are given out: when they close and, where early results are wanted, whenever a batch has touched them.</summary>
internal sealed class AggregateSessionMerge<TKey, TPartial, TContent>(
    int partition, StableHasher<TKey> hash, long gap, WatermarkGauge watermark, SessionContents<TPartial, TContent> contents, bool isEarly)
    : SessionMerge<TKey, TPartial, TContent>(hash, gap, watermark, contents)
{
    /// <summary>Below the partition's number in a mark there is room for this many bits of a session's number.</summary>
    private const int NumberBits = 40;

    private readonly long _gap = gap;
    private int _closed;

    /// <summary>The sessions that the batch gives out; the first <see cref="GivenCount"/> of them.</summary>
    public GivenSession<TKey, TContent>[] Given = [];

    public int GivenCount;

    protected override void Begin()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<GivenSession<TKey, TContent>>())
        {
            Array.Clear(Given, 0, GivenCount);
        }

        (_closed, GivenCount) = (0, 0);
    }

    protected override void OnClosed(in OpenSession<TKey, TContent> session) => Give(session, ((long)partition << NumberBits) + ++_closed);

    protected override void Complete()
    {
        foreach (var place in isEarly ? Open.Touched : [])
        {
            if (Open.IsOpen(place))
            {
                Give(Open[place], Timed<TKey>.Early);
            }
        }
    }

    private void Give(in OpenSession<TKey, TContent> session, long mark)
    {
        if (GivenCount == Given.Length)
        {
            Array.Resize(ref Given, Math.Max(16, GivenCount * 2));
        }

        ref var given = ref Given[GivenCount++];
        (given.Key, given.First, given.End, given.Mark) = (session.Key, session.First, SessionEnd.Of(session.Last, _gap), mark);
        given.Content = session.Content;
    }
}
