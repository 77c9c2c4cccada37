using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Rows of one key, of one task in one batch, that follow each other within the gap. Public fields, so that generated code updates the value in place.</summary>
internal struct PartialSession<TPartial>
{
    /// <summary>The time of the earliest row.</summary>
    public long First;

    /// <summary>The time of the latest row.</summary>
    public long Last;

    /// <summary>The number of rows; 0 in a place that has just been made.</summary>
    public int Rows;

    /// <summary>The next one of the same key; 0 where there is none. See <see cref="PartialSessions{TKey,TPartial}.After"/>.</summary>
    public int Next;

    /// <summary>What is kept of the rows.</summary>
    public TPartial Value;

    /// <summary>Counts a row at <paramref name="time"/> in, where it belongs to these; else false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Takes(long time, long gap)
    {
        if (Rows == 0 || time > SessionEnd.Of(Last, gap) || First > SessionEnd.Of(time, gap))
        {
            return false;
        }

        First = Math.Min(First, time);
        Last = Math.Max(Last, time);
        Rows++;
        return true;
    }
}
