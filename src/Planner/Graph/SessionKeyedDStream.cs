using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows with the key of the sessions that they are put into.</summary>
internal sealed record SessionKeyedDStream(DStream Parent, LambdaExpression Key) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"SessionKey {printer.Expression(Key)}");
}
