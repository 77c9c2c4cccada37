using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Keys;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>One operator of a captured query, as its binder sees it.</summary>
internal sealed class OperatorCall(QueryBinder binder, MethodCallExpression call)
{
    /// <summary>The operator as it was written.</summary>
    public OperatorOrigin Origin { get; } = new(OperatorText.Of(call));

    /// <summary>The operator's name.</summary>
    public string Name => call.Method.Name;

    /// <summary>The number of arguments, the source being the first.</summary>
    public int Count => call.Arguments.Count;

    /// <summary>The type arguments of the operator.</summary>
    public Type[] TypeArguments => call.Method.GetGenericArguments();

    /// <summary>The first argument.</summary>
    public PlanNode Source => Stream(0);

    /// <summary>Whether argument <paramref name="index"/> is a stream.</summary>
    public bool IsStream(int index) => index < Count && typeof(IStreamQueryable).IsAssignableFrom(call.Arguments[index].Type);

    /// <summary>Argument <paramref name="index"/>, a stream, bound.</summary>
    public PlanNode Stream(int index)
    {
        var node = Limited(binder.Bind(call.Arguments[index]));
        var declared = call.Method.GetParameters()[index].ParameterType;
        // An operator on what MapWithState gives wants the operator, whatever its results have been taken for.
        var isStream = declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(IStreamQueryable<>);
        var element = isStream ? declared.GetGenericArguments()[0] : node.ElementType;
        return QueryBinder.Widened(node, element);
    }

    /// <summary>Whether argument <paramref name="index"/> exists and is a lambda.</summary>
    public bool IsLambda(int index) => index < Count && call.Arguments[index] is UnaryExpression { NodeType: ExpressionType.Quote };

    /// <summary>Argument <paramref name="index"/>, a lambda, with its captured values as parameters of the plan.</summary>
    public LambdaExpression Lambda(int index) => binder.NormalizeDeclared((LambdaExpression)((UnaryExpression)call.Arguments[index]).Operand);

    /// <summary>As <see cref="Lambda"/>, of a lambda that gives a collection, whose own type says how to go through it.</summary>
    public LambdaExpression Collection(int index) => binder.Normalize((LambdaExpression)((UnaryExpression)call.Arguments[index]).Operand);

    /// <summary>The value of argument <paramref name="index"/>.</summary>
    public T Value<T>(int index) => (T)((ConstantExpression)call.Arguments[index]).Value!;

    /// <summary>Argument <paramref name="index"/> as it stands in the query.</summary>
    public Expression Argument(int index) => call.Arguments[index];

    /// <summary>A value that is read once at <c>Start()</c>.</summary>
    public PlanParameterExpression Parameter(Expression value) => binder.AddParameter(value);

    /// <summary>A literal value as an expression: itself where it can be part of the plan's text, else a parameter of the plan.</summary>
    public Expression Captured(int index) =>
        call.Arguments[index] is ConstantExpression { Value: null or string } constant || call.Arguments[index].Type.IsPrimitive
            ? call.Arguments[index]
            : binder.AddParameter(call.Arguments[index]);

    /// <summary>The number of a watermark.</summary>
    public int NewClock() => binder.NewClock();

    /// <summary>Takes <paramref name="name"/> for an operator; false where another has it.</summary>
    public bool TakeName(string name) => binder.TakeName(name);

    public void Report(StreamDiagnostic diagnostic) => binder.Diagnostics.Report(diagnostic);

    /// <summary>Reports <paramref name="type"/> unless it may be a key.</summary>
    public void CheckKey(Type type)
    {
        if (KeyTypes.Refuse(type, binder.HasKeyCodec) is { } reason)
        {
            Report(StreamErrors.KeyTypeRefused(type, reason, Origin.Text));
        }
    }

    /// <summary>The source of an order: everything so far can be ordered where only the first rows are asked for.</summary>
    public PlanNode OrderedBelow() => Source.Shape.IsRawSoFar ? Source : WholeWindows();

    // An order of everything so far has no end to wait for: only its first rows can be given.
    private PlanNode Limited(PlanNode node)
    {
        if (node is not OrderNode { Shape.IsRawSoFar: true } order || Name is nameof(StreamQueryable.Take) or nameof(StreamQueryable.ThenBy) or nameof(StreamQueryable.ThenByDescending))
        {
            return node;
        }

        Report(StreamErrors.OperatorNeedsAppend(Name, "an order of everything so far", "Only its first rows can be given: write Take(n) after the order.", Origin.Text));
        return order.Input;
    }

    /// <summary>A stream, refused where its rows do not come one whole window instance at a time.</summary>
    public PlanNode WholeWindows(int index = 0)
    {
        var source = Stream(index);
        var instead = source.Shape switch
        {
            { IsRawSoFar: true } => "Everything so far never ends: aggregate it (GroupBy, CountBy, Count, …), or use a window.",
            { Kind: WindowKind.SoFar, Emission: StreamEmission.Update } => "Updated results are not withdrawn, so they make no whole: write .Emit(Emission.Complete) after Accumulate().",
            { Emission: StreamEmission.Early } => "Early results are not withdrawn, so they make no whole: leave .Emit(Emission.Early) out, so that each result is given once.",
            _ => null,
        };

        if (instead is not null)
        {
            Report(StreamErrors.OperatorNeedsAppend(Name, source.Shape.Describe(), instead, Origin.Text));
        }

        return Closed(source);
    }

    /// <summary>A stream, refused where grouping it again has no meaning.</summary>
    public PlanNode Groupable(int index = 0)
    {
        var source = Stream(index);
        return source.Shape.IsRawSoFar || source.Shape.IsRawClosing ? source : WholeWindows(index);
    }

    /// <summary>As <see cref="Groupable"/>, to be grouped by any key: the rows of sessions come when their session has closed.</summary>
    public PlanNode GroupableByAnyKey(int index = 0)
    {
        var source = Groupable(index);
        return source.Shape.Kind == WindowKind.Session ? Closed(source) : source;
    }

    /// <summary><paramref name="node"/>, where raw rows that wait for the watermark are given when their window has closed.</summary>
    public PlanNode Closed(PlanNode node) => QueryBinder.Closed(node);

    /// <summary>As <see cref="Closed"/>, refused where rows would be given early, and again in each batch.</summary>
    public PlanNode ClosedOnce(PlanNode node)
    {
        if (node.Shape is { IsRawClosing: true, Emission: StreamEmission.Early })
        {
            Report(StreamErrors.OperatorNeedsAppend(Name, node.Shape.Describe(), "Emission.Early needs an aggregate: group the rows, or leave Emit out.", Origin.Text));
        }

        return Closed(node);
    }
}
