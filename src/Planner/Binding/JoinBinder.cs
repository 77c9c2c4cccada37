using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Join</c>, between streams and of a stream with rows that are at hand.</summary>
[Binds(nameof(StreamQueryable.Join))]
internal sealed class JoinBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var (outerKey, innerKey, result) = (call.Lambda(2), call.Lambda(3), call.Lambda(4));
        if (!call.IsStream(1))
        {
            return WithRows(call, outerKey, innerKey, result);
        }

        call.CheckKey(outerKey.ReturnType);
        var (outer, inner) = (call.Source, call.Stream(1));
        Check(call, outer.Shape, inner.Shape);
        return new JoinNode(outer, inner, outerKey, innerKey, result, call.Origin);
    }

    private static void Check(OperatorCall call, StreamShape outer, StreamShape inner)
    {
        if (outer.Kind is not (WindowKind.Batch or WindowKind.BatchWindow) || inner.Kind is not (WindowKind.Batch or WindowKind.BatchWindow))
        {
            Refuse("Joins over event-time windows and over everything so far are not supported: join batches or batch-time windows.");
        }
        else if (outer.Slide != inner.Slide)
        {
            Refuse("The two exist at different times: give both the same slide.");
        }

        void Refuse(string instead) =>
            call.Report(StreamErrors.JoinOfDifferentKinds(outer.Describe(), inner.Describe(), instead, call.Origin.Text));
    }

    // The rows are looked up by key: read once at Start(), so that each row of the stream costs one look-up.
    private static FlatMapNode WithRows(OperatorCall call, LambdaExpression outerKey, LambdaExpression innerKey, LambdaExpression result)
    {
        var types = new[] { innerKey.Parameters[0].Type, innerKey.ReturnType };
        var rows = call.Parameter(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToLookup), types, call.Argument(1), innerKey));
        var matches = Expression.Call(typeof(JoinBinder), nameof(Matches), types, rows, outerKey.Body);
        return new FlatMapNode(call.Source, Expression.Lambda(matches, outerKey.Parameters), result, types[0], call.Origin);
    }

    /// <summary>The rows with a key; a null key matches nothing, as in LINQ.</summary>
    public static IEnumerable<TRow> Matches<TRow, TKey>(ILookup<TKey, TRow> rows, TKey key) => key is null ? [] : rows[key];
}
