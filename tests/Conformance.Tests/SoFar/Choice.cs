using Conformance.Tests.EventTime;
using Conformance.Tests.Joins;

namespace Conformance.Tests.SoFar;

/// <summary>Which join a run does: its kind, its key, the side that is kept, and what is kept for how long.</summary>
internal sealed class Choice
{
    private readonly EventRun _run;
    private readonly string _kind;
    private readonly int _key;
    private readonly bool _isKeptOuter;
    private readonly bool _isResult;
    private readonly int _length;
    private readonly int _slide;
    private readonly TimeSpan? _timeToLive;
    private IReadOnlyList<IReadOnlyList<Kept<Side>>>? _kept;
    private IReadOnlyList<IReadOnlyList<Kept<Event>>>? _rows;

    /// <param name="run">The run.</param>
    /// <param name="ofWindows">Whether what meets what is kept is windows of event time: kept rows that meet nothing are then in none.</param>
    public Choice(EventRun run, bool ofWindows = false)
    {
        var query = run.Choices.Query;
        (_run, _key, _isKeptOuter, _isResult) = (run, query / 10, query / 5 % 2 == 0, query / 30 % 2 == 0);
        (_length, _slide, _timeToLive) = (query / 60 % 4, 1 + (query / 240 % 2), KeptOracle.TimeToLive(query / 480));
        string[] kinds = !ofWindows ? [.. Pairing.Kinds] : _isKeptOuter ? ["inner", "right"] : ["inner", "left", "group"];
        _kind = kinds[query % kinds.Length];
    }

    public IStreamQueryable<string> Join(IStreamQueryable<Side> now, IStreamQueryable<Side> kept) =>
        _isKeptOuter ? Side.Join(_kind, _key, kept, now) : Side.Join(_kind, _key, now, kept);

    public IEnumerable<string> Pairs(IReadOnlyList<Side> now, IReadOnlyList<Side> kept) => _isKeptOuter
        ? Pairing.Of(_kind, kept, now, x => x.KeyOf(_key), y => y.KeyOf(_key), x => x.Text, y => y.Text)
        : Pairing.Of(_kind, now, kept, x => x.KeyOf(_key), y => y.KeyOf(_key), x => x.Text, y => y.Text);

    /// <summary>Batches, or a window of batch time; a length of 0 is no window.</summary>
    public IStreamQueryable<Event> Windowed(IStreamQueryable<Event> rows) => _length == 0 ? rows : rows.Window(TimeSpan.FromSeconds(_length), TimeSpan.FromSeconds(_slide));

    /// <summary>The times at which <see cref="Windowed"/> exists, and what it holds.</summary>
    public IEnumerable<(int Batch, IReadOnlyList<Side> Rows)> Contents(Event[]?[] source) => Enumerable.Range(1, _run.Count)
        .Where(batch => _length == 0 ? batch > source.Length || source[batch - 1] is not null : batch % _slide == 0)
        .Select(batch => (batch, (IReadOnlyList<Side>)[.. Enumerable.Range(1, batch).Where(i => i > batch - Math.Max(1, _length)).SelectMany(i => Watermarks.RowsAt(source, i)).Select(KeptOracle.Side)]));

    /// <summary>Everything so far of a stream, filtered before or after.</summary>
    public IStreamQueryable<Side> Kept(IStreamQueryable<Event> rows) => _run.Choices.Variant == 0
        ? KeptOracle.Sides(KeptOracle.SoFar(_run.Filtered(rows), _timeToLive))
        : KeptOracle.Sides(_run.Filtered(KeptOracle.SoFar(rows, _timeToLive)));

    /// <summary>What is kept of the second source after each batch. What a filter leaves out touches nothing.</summary>
    public IReadOnlyList<IReadOnlyList<Kept<Side>>> KeptRows() =>
        _kept ??= KeptOracle.After([.. _run.Rows(_run.Second).Select(batch => (IReadOnlyList<Side>)[.. batch.Select(KeptOracle.Side)])], x => x.KeyOf(_key), _timeToLive);

    /// <summary>Results over everything so far of a stream.</summary>
    public IStreamQueryable<Side> Totals(IStreamQueryable<Event> rows)
    {
        var kept = KeptOracle.SoFar(rows, _timeToLive);
        return (_run.Choices.Variant == 0 ? kept.Emit(Emission.Complete) : kept).GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.Last().Real, string.Join("/", g.Select(x => x.Text))));
    }

    /// <summary>All of them, as of a batch.</summary>
    public IReadOnlyList<Side> TotalsAfter(int batch)
    {
        _rows ??= KeptOracle.After([.. Enumerable.Range(1, _run.Count).Select(i => (IReadOnlyList<Event>)Watermarks.RowsAt(_run.Second, i))], x => x.Key, _timeToLive);
        return [.. _rows[batch - 1].Select(kept => kept.Row).GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.Last().Real, string.Join("/", g.Select(x => x.Text))))];
    }

    /// <summary>Windowed rows, or results of theirs.</summary>
    public IStreamQueryable<Side> Sides(IStreamQueryable<Event> windowed) => !_isResult
        ? KeptOracle.Sides(windowed)
        : windowed.GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.First().Real, string.Join("/", g.Select(x => x.Text))));

    /// <summary>What <see cref="Sides(IStreamQueryable{Event})"/> gives when a window closes.</summary>
    public IReadOnlyList<Side> Sides(Instance<Event> window) => !_isResult
        ? [.. window.Rows.Select(KeptOracle.Side)]
        : [.. window.Rows.GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.First().Real, string.Join("/", g.Select(x => x.Text))))];
}
