using Linq.Streaming;

namespace Nexmark;

/// <summary>One query of the benchmark: what it asks, and how its rows are shown.</summary>
/// <param name="name">As q5.</param>
/// <param name="mode">How its rows make its result.</param>
/// <param name="asks">What it asks, in a line.</param>
/// <param name="header">The names of the columns.</param>
internal abstract class NexmarkQuery(string name, ResultMode mode, string asks, string header)
{
    public string Name => name;

    public ResultMode Mode => mode;

    public string Asks => asks;

    public string Header => header;

    /// <summary>How the query is planned, from the expression tree to the stages.</summary>
    public abstract string Explain(NexmarkStreams streams);

    /// <summary>Registers the query with the context of the streams.</summary>
    /// <param name="streams">What it asks.</param>
    /// <param name="report">Gets final rows.</param>
    /// <returns>What gives the report the rows that are final only at the end.</returns>
    public abstract Action Register(NexmarkStreams streams, IReport report);
}

/// <inheritdoc/>
/// <typeparam name="TRow">A row of the result.</typeparam>
/// <param name="name">As q5.</param>
/// <param name="mode">How its rows make its result.</param>
/// <param name="asks">What it asks, in a line.</param>
/// <param name="header">The names of the columns.</param>
/// <param name="query">Asks the streams that it needs.</param>
/// <param name="values">The columns of a row.</param>
/// <param name="key">What tells rows apart where later ones replace earlier ones.</param>
/// <param name="order">The order in which rows are shown; null is any.</param>
internal sealed class NexmarkQuery<TRow>(
    string name,
    ResultMode mode,
    string asks,
    string header,
    Func<NexmarkStreams, IStreamQueryable<TRow>> query,
    Func<TRow, object?[]> values,
    Func<TRow, object>? key = null,
    Comparison<TRow>? order = null) : NexmarkQuery(name, mode, asks, header)
{
    public override string Explain(NexmarkStreams streams) => query(streams).Explain(ExplainLevel.Stages);

    public override Action Register(NexmarkStreams streams, IReport report)
    {
        IReadOnlyCollection<TRow> final = [];
        var latest = new Dictionary<object, TRow>();
        query(streams).ForEachBatch(batch =>
        {
            if (Mode == ResultMode.Append)
                Give(report, batch);
            else if (Mode == ResultMode.Complete)
                final = batch;
            foreach (var row in Mode == ResultMode.Update ? batch : Enumerable.Empty<TRow>())
                latest[key!(row)] = row;
        });
        return () => Give(report, Mode == ResultMode.Update ? latest.Values : final);
    }

    private void Give(IReport report, IReadOnlyCollection<TRow> rows)
    {
        IEnumerable<TRow> ordered = order is null ? rows : rows.Order(Comparer<TRow>.Create(order));
        report.Add(rows.Count, ordered.Select(row => Csv.Row(values(row))));
    }
}
