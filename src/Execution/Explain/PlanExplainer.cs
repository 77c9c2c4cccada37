using System.Text;
using Linq.Streaming.Execution.Code;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Planning;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Rules;

namespace Linq.Streaming.Execution.Explain;

/// <summary>Prints every level of the way of a query, from its capture to its stages.</summary>
internal sealed class PlanExplainer : IPlanTrace
{
    private readonly StringBuilder _text = new();
    private readonly ExplainLevel _level;

    private PlanExplainer(ExplainLevel level) => _level = level;

    public static string Explain(IReadOnlyList<StreamOutput> outputs, PlannerOptions options, ExpansionContext context, ExplainLevel level)
    {
        var explainer = new PlanExplainer(level);
        explainer.Section("Captured", outputs.Select(output => QueryText.Of(output.Query) + "\n"));
        var graph = new QueryPlanner(options).Plan(outputs, explainer);
        if (level >= ExplainLevel.Graph)
        {
            explainer.Section($"DStream graph, fingerprint {graph.Fingerprint}", [PlanPrinter.Print(graph)]);
        }

        if (level >= ExplainLevel.Stages)
        {
            explainer.Stages(graph, new GraphRuntime(graph, context).Stages);
        }

        return explainer._text.ToString();
    }

    private void Stages(DStreamGraph graph, IReadOnlyList<StageTemplate> stages)
    {
        Section("Stages", stages.Select(Describe));
        if (_level >= ExplainLevel.Code)
        {
            Section("Code", [string.Join("\n", stages.Select(stage => StageText.Of(stage, graph)))]);
        }
    }

    public void Bound(IReadOnlyList<PlanNode> plans)
    {
        if (_level >= ExplainLevel.Logical)
        {
            Section("Logical plan", plans.Select(PlanPrinter.Print));
        }
    }

    public void Changed(PlanRule rule, IReadOnlyList<PlanNode> plans)
    {
        if (_level >= ExplainLevel.Verbose)
        {
            Section($"After {rule.Name}", plans.Select(PlanPrinter.Print));
        }
    }

    public void Optimized(IReadOnlyList<PlanNode> plans)
    {
        if (_level >= ExplainLevel.Optimized)
        {
            Section("Optimised plan", plans.Select(PlanPrinter.Print));
        }
    }

    private static string Describe(StageTemplate stage)
    {
        var names = new List<string>();
        for (var stream = stage.Tail.Template; stream is not null; stream = stream.Parents.Count == 1 ? stream.Parents[0] : null)
        {
            names.Add(StageText.NameOf(stream));
            if (stream.IsShuffle || (stream.IsMaterialized && !ReferenceEquals(stream, stage.Tail.Template)))
            {
                break;
            }
        }

        names.Reverse();
        return $"{stage.Name}: {string.Join(" -> ", names)} -> {stage.GetType().Name.Split('`')[0]}\n";
    }

    private void Section(string title, IEnumerable<string> texts) =>
        _text.Append(_text.Length == 0 ? "" : "\n").Append("== ").Append(title).Append(" ==\n").AppendJoin("", texts);
}
