using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Keeps all rows of its parent by key, for a join to look up. It gives no rows itself.</summary>
/// <param name="Parent">The rows.</param>
/// <param name="Key">The key of a row.</param>
/// <param name="KeepsNullKeys">Whether rows with a null key, which match nothing, are kept all the same.</param>
/// <param name="TimeToLive">After how much batch time without a row a key is forgotten; null never.</param>
internal sealed record KeptRowsDStream(DStream Parent, LambdaExpression Key, bool KeepsNullKeys, TimeSpan? TimeToLive)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool RunsUnasked => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Keep by {printer.Expression(Key)}{(TimeToLive is null ? "" : $" ttl={TimeToLive}")}");
}
