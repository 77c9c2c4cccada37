using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>A session of a key after the rows of a batch.</summary>
internal struct JoinedSession<TContent>
{
    public OpenSession<TContent> Session;

    /// <summary>Whether rows of the batch are in it.</summary>
    public bool IsTouched;
}

/// <summary>Joins the open sessions of one key and the partial sessions of a batch, all at once, so that the order in which rows came makes no difference.</summary>
/// <remarks>
/// <code>
///   open sessions       [--A--]                [-B-]            a gap is   ...
///   partial sessions           [-p-]   [q]              [r]
///   chains              [--A-- -p-  ... q ...  -B-]     [r]     p and q join A and B; r is a session of its own, or late
/// </code>
/// Used for keys where more than one of them may belong together; its memory is reused.
/// </remarks>
internal sealed class SessionChains<TPartial, TContent>(long gap, SessionContents<TPartial, TContent> contents)
{
    private readonly List<PartialSession<TPartial>> _partials = [];
    private readonly List<OpenSession<TContent>> _open = [];
    private readonly List<JoinedSession<TContent>> _joined = [];
    private readonly List<PartialSession<TPartial>> _late = [];

    /// <summary>The sessions that the key has now, ascending.</summary>
    public ReadOnlySpan<JoinedSession<TContent>> Joined => CollectionsMarshal.AsSpan(_joined);

    /// <summary>The partial sessions that are in none.</summary>
    public Span<PartialSession<TPartial>> Late => CollectionsMarshal.AsSpan(_late);

    /// <summary>Adds a partial session, in any order.</summary>
    public void Add(in PartialSession<TPartial> partial) => _partials.Add(partial);

    /// <summary>Adds the sessions that are open.</summary>
    public void Add(OlderSessions<TContent>? older, in OpenSession<TContent> newest)
    {
        _open.AddRange(older is null ? [] : older.All);
        _open.Add(newest);
    }

    /// <summary>Joins all that has been added.</summary>
    /// <param name="late">A session of new rows that ends at or before it is none.</param>
    public void Join(long late)
    {
        _partials.Sort(static (x, y) => x.First.CompareTo(y.First));
        var (partial, open) = (0, 0);
        while (partial < _partials.Count || open < _open.Count)
        {
            var (firstPartial, firstOpen) = (partial, open);
            var last = long.MinValue;
            while (Takes(partial, open, isFirst: last == long.MinValue, reach: SessionEnd.Of(last, gap)) is { } takesPartial)
            {
                last = Math.Max(last, takesPartial ? _partials[partial++].Last : _open[open++].Last);
            }

            Add(firstPartial..partial, firstOpen..open, last, isLate: open == firstOpen && SessionEnd.Of(last, gap) <= late);
        }
    }

    public void Clear()
    {
        _partials.Clear();
        _open.Clear();
        _joined.Clear();
        _late.Clear();
    }

    // Which of the two that come next belongs to the chain: true the partial session, false the open one, null neither. The first of a chain is the earlier one.
    private bool? Takes(int partial, int open, bool isFirst, long reach)
    {
        var takesPartial = partial < _partials.Count && (open == _open.Count || _partials[partial].First <= _open[open].First);
        if (!takesPartial && open == _open.Count)
        {
            return null;
        }

        return isFirst || (takesPartial ? _partials[partial].First : _open[open].First) <= reach ? takesPartial : null;
    }

    private void Add(Range partials, Range open, long last, bool isLate)
    {
        var added = CollectionsMarshal.AsSpan(_partials)[partials];
        if (isLate)
        {
            _late.AddRange(added);
            return;
        }

        var sessions = CollectionsMarshal.AsSpan(_open)[open];
        var joined = sessions.IsEmpty ? OpenSession<TContent>.Of(added[0].First, last) : sessions[0];
        foreach (ref var other in sessions.IsEmpty ? [] : sessions[1..])
        {
            contents.Add(ref joined.Content, ref other.Content);
        }

        foreach (ref var partial in added)
        {
            contents.Add(ref joined.Content, ref partial);
            joined.First = Math.Min(joined.First, partial.First);
        }

        joined.Last = last;
        _joined.Add(new JoinedSession<TContent> { Session = joined, IsTouched = !added.IsEmpty });
    }
}
