using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>One partition of a window join: the rows that it keeps, and the pairs of those windows that close.</summary>
/// <remarks>
/// A table is built over the inner rows of a window, and outer rows are looked up a chunk at a time (<see cref="PairFinder{TKey,TOuter,TInner}"/>). Pairs of a chunk come in rounds, each outer
/// row meeting its first match in the first round; so of an outer row, and of each key, they come in the order of rows.
/// </remarks>
internal sealed class WindowJoinState<TKey, TOuter, TInner>(WindowJoinedDStream template) : WindowJoinPartition(template.Outer.Windows.Length)
{
    private readonly PairFinder<TKey, TOuter, TInner> _finder = new(template.KeepsOuter, template.KeepsInner);
    private readonly List<(long Start, JoinedRows<TKey, TOuter> Rows)> _newOuter = [];
    private readonly List<(long Start, JoinedRows<TKey, TInner> Rows)> _newInner = [];
    private int _closedOuter;
    private int _closedInner;

    public SideWindows<TKey, TOuter> Outer { get; } = new();

    public SideWindows<TKey, TInner> Inner { get; } = new();

    /// <summary>The outer rows of the window that is given out.</summary>
    public JoinedRow<TKey, TOuter>[] OuterRows = [];

    /// <summary>The inner rows of the window that is given out.</summary>
    public JoinedRow<TKey, TInner>[] InnerRows = [];

    /// <summary>How many outer windows the batch has given out.</summary>
    public int ClosedOuter => _closedOuter;

    /// <summary>How many inner windows the batch has given out.</summary>
    public int ClosedInner => _closedInner;

    public override void StartBatch(long batch, long close)
    {
        base.StartBatch(batch, close);
        _newOuter.Clear();
        _newInner.Clear();
        Outer.Rollback();
        Inner.Rollback();
        (_closedOuter, _closedInner) = (0, 0);
    }

    /// <summary>Has rows of a task taken in, in the order of calls.</summary>
    public void AddOuter(long start, JoinedRows<TKey, TOuter> rows) => _newOuter.Add((start, rows));

    /// <summary>Has rows of a task taken in, in the order of calls.</summary>
    public void AddInner(long start, JoinedRows<TKey, TInner> rows) => _newInner.Add((start, rows));

    /// <summary>Starts an attempt: what an earlier one has changed is undone.</summary>
    public void Begin()
    {
        Take(Outer, _newOuter);
        Take(Inner, _newInner);
        (_closedOuter, _closedInner) = (0, 0);
        _finder.Begin([], 0, [], 0);
    }

    /// <summary>Makes the next pairs, or rows without a match.</summary>
    public JoinStep Next()
    {
        while (true)
        {
            if (_finder.Next(Pairs, out Count) is var step and not JoinStep.End)
            {
                return step;
            }

            if (!EnterNext())
            {
                return JoinStep.End;
            }
        }
    }

    /// <summary>Undoes what the batch has changed.</summary>
    public void Rollback()
    {
        Outer.Rollback();
        Inner.Rollback();
        (_closedOuter, _closedInner) = (0, 0);
        _newOuter.Clear();
        _newInner.Clear();
    }

    public void Commit()
    {
        Outer.Commit(_closedOuter);
        Inner.Commit(_closedInner);
        (_closedOuter, _closedInner) = (0, 0);
        _newOuter.Clear();
        _newInner.Clear();
        (OuterRows, InnerRows) = ([], []);
        _finder.Begin([], 0, [], 0);
    }

    private static void Take<TRow>(SideWindows<TKey, TRow> side, List<(long Start, JoinedRows<TKey, TRow> Rows)> added)
    {
        if (added.Count > 0)
        {
            side.Rollback();
            foreach (var (start, rows) in added)
            {
                side.Open(start).AddAll(rows);
            }
        }
    }

    // Goes to the first window that closes and has not been given out; false when there is none.
    private bool EnterNext()
    {
        var outer = _closedOuter < Outer.Windows.Count ? Outer.Windows.GetKeyAtIndex(_closedOuter) : long.MaxValue;
        var inner = _closedInner < Inner.Windows.Count ? Inner.Windows.GetKeyAtIndex(_closedInner) : long.MaxValue;
        var start = Math.Min(outer, inner);
        if (start == long.MaxValue || !IsClosed(start))
        {
            return false;
        }

        Enter(start);
        var outers = outer == start ? Outer.Windows.GetValueAtIndex(_closedOuter++) : null;
        var inners = inner == start ? Inner.Windows.GetValueAtIndex(_closedInner++) : null;
        (OuterRows, InnerRows) = (outers?.Rows ?? [], inners?.Rows ?? []);
        _finder.Begin(OuterRows, outers?.Count ?? 0, InnerRows, inners?.Count ?? 0);
        return true;
    }
}
