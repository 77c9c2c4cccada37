using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>What one partition of a join of two kept streams reads: the new rows of both, and what is kept of both.</summary>
/// <remarks>
/// The generated loop calls <see cref="Begin"/>; pairs each new outer row with the inner ones that are kept; calls <see cref="AddOuter"/>; pairs each new
/// inner row with the outer ones, of which the new ones are now; and calls <see cref="AddInner"/>. So each new pair comes once.
/// </remarks>
internal sealed class PairJoinInput<TKey, TOuter, TInner>(
    KeptRows<TKey, TOuter> outers, KeptRows<TKey, TInner> inners, List<KeyedRow<TKey, TOuter>>[] newOuters, List<KeyedRow<TKey, TInner>>[] newInners, long version, long ticks)
{
    /// <summary>The new outer rows.</summary>
    public KeyedRow<TKey, TOuter>[] NewOuters { get; } = [.. newOuters.SelectMany(rows => rows)];

    /// <summary>The new inner rows.</summary>
    public KeyedRow<TKey, TInner>[] NewInners { get; } = [.. newInners.SelectMany(rows => rows)];

    /// <summary>Starts an attempt.</summary>
    public void Begin()
    {
        outers.Begin(version, ticks);
        inners.Begin(version, ticks);
    }

    public void AddOuter()
    {
        foreach (var row in NewOuters)
        {
            outers.Add(row.Key, row.Row, ticks);
        }
    }

    public void AddInner()
    {
        foreach (var row in NewInners)
        {
            inners.Add(row.Key, row.Row, ticks);
        }
    }

    /// <summary>The kept outer rows with a key.</summary>
    public CollectedRows<TOuter> Outers(TKey key) => outers.Of(key);

    /// <summary>The kept inner rows with a key.</summary>
    public CollectedRows<TInner> Inners(TKey key) => inners.Of(key);
}
