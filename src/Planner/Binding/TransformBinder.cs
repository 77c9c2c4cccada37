using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Glom</c>, <c>MapPartitions</c>, <c>Transform</c>: functions of many rows at once. The functions are not looked into.</summary>
[Binds(nameof(StreamQueryable.Glom), nameof(StreamQueryable.MapPartitions), nameof(StreamQueryable.Transform))]
internal sealed class TransformBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) => call.Name switch
    {
        nameof(StreamQueryable.Glom) => Node(call, [call.WholeWindows()], Arrays(call.TypeArguments[0]), isPerPartition: true),
        nameof(StreamQueryable.MapPartitions) => Node(call, [call.WholeWindows()], call.Argument(1), isPerPartition: true),
        _ when call.IsStream(1) => Node(call, Both(call), call.Argument(2), isPerPartition: false),
        _ => Node(call, [call.WholeWindows()], call.Argument(1), isPerPartition: false),
    };

    /// <summary>The rows of a partition as one array.</summary>
    public static IEnumerable<T[]> ToArrays<T>(IEnumerable<T> rows) => [rows.ToArray()];

    private static TransformNode Node(OperatorCall call, IReadOnlyList<PlanNode> sources, Expression function, bool isPerPartition)
    {
        var result = function.Type.GetMethod("Invoke")!.ReturnType.GetGenericArguments()[0];
        return new TransformNode(sources, call.Parameter(function), isPerPartition, result, call.Origin);
    }

    private static PlanNode[] Both(OperatorCall call)
    {
        PlanNode[] both = [call.WholeWindows(), call.WholeWindows(1)];
        foreach (var side in both)
        {
            if (side.Shape.IsClosing)
            {
                call.Report(StreamErrors.OperatorNeedsAppend(
                    call.Name, side.Shape.Describe(), "Of two streams it takes batches or windows over batch time: use a join or CoGroup instead.", call.Origin.Text));
            }
        }

        if (both[0].Shape.Slide != both[1].Shape.Slide)
        {
            call.Report(StreamErrors.JoinOfDifferentKinds(
                both[0].Shape.Describe(), both[1].Shape.Describe(), "The two exist at different times: give both the same slide.", call.Origin.Text));
        }

        return both;
    }

    private static ConstantExpression Arrays(Type element)
    {
        var function = typeof(Func<,>).MakeGenericType(typeof(IEnumerable<>).MakeGenericType(element), typeof(IEnumerable<>).MakeGenericType(element.MakeArrayType()));
        return Expression.Constant(typeof(TransformBinder).GetMethod(nameof(ToArrays))!.MakeGenericMethod(element).CreateDelegate(function), function);
    }
}
