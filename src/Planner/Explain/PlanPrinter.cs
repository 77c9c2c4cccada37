using System.Linq.Expressions;
using System.Text;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Explain;

/// <summary>The one text form of plans and graphs: used by <c>Explain</c>, by logs, by test baselines and, canonical, by the fingerprint.</summary>
internal sealed class PlanPrinter(bool canonical = false)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<object, int> _shared = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlanParameterExpression, int> _parameters = [];
    private int _depth;

    /// <summary>The plan as an indented tree, inputs below their operator. A shared node is printed once and then referred to.</summary>
    public static string Print(PlanNode plan)
    {
        var printer = new PlanPrinter();
        printer.Tree(plan, node => node.Inputs, (node, p) => node.Print(p));
        return printer.ToString();
    }

    /// <summary>The graph as an indented tree below each output; canonical, also the captured values by their types, because tasks refer to them by number.</summary>
    public static string Print(DStreamGraph graph, bool canonical = false)
    {
        var printer = new PlanPrinter(canonical);
        foreach (var output in graph.Outputs)
        {
            printer.Tree<DStream>(output, node => node.Parents, (node, p) => p.Stream(node));
        }

        if (canonical)
        {
            printer.Line($"Parameters {string.Join(", ", graph.Parameters.Select(parameter => printer.Type(parameter.Type)))}");
        }

        return printer.ToString();
    }

    /// <summary>One stream and what is above it, canonical: what operator ids are derived from.</summary>
    public static string Canonical(DStream stream)
    {
        var printer = new PlanPrinter(canonical: true);
        printer.Tree(stream, node => node.Parents, (node, p) => p.Stream(node));
        return printer.ToString();
    }

    /// <summary>Adds one line at the current depth.</summary>
    public void Line(string text) => _text.Append(' ', _depth * 2).Append(text).Append('\n');

    /// <summary>An expression in this printer's form.</summary>
    public string Expression(Expression expression) =>
        canonical ? ExpressionPrinter.Canonical(expression, _parameters) : ExpressionPrinter.Print(expression);

    /// <summary>A type in this printer's form.</summary>
    public string Type(Type type) => canonical ? TypeNames.FullOf(type) : TypeNames.Of(type);

    public override string ToString() => _text.ToString();

    private void Stream(DStream stream)
    {
        var start = _text.Length;
        stream.Print(this);
        if (!canonical)
        {
            _text.Insert(_text.ToString().IndexOf('\n', start), $"  [#{stream.Id}{(stream.IsMaterialized ? ", kept" : "")}]");
        }
    }

    private void Tree<T>(T node, Func<T, IReadOnlyList<T>> inputs, Action<T, PlanPrinter> line)
        where T : class
    {
        if (_shared.TryGetValue(node, out var number))
        {
            Line(node is DStream stream && !canonical ? $"(shared #{stream.Id})" : $"(shared {number})");
            return;
        }

        _shared.Add(node, _shared.Count + 1);
        line(node, this);
        _depth++;
        foreach (var input in inputs(node))
        {
            Tree(input, inputs, line);
        }

        _depth--;
    }
}
