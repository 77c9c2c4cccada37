using System.Security.Cryptography;
using System.Text;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Lowers plans to one graph. A plan node that several others read becomes one stream.</summary>
internal sealed class GraphBuilder
{
    private readonly Dictionary<PlanNode, DStream> _streams = new(ReferenceEqualityComparer.Instance);
    private readonly List<DStream> _ordered = [];
    private readonly List<OutputDStream> _outputs = [];

    /// <summary>The stream of <paramref name="node"/>, made at the first call.</summary>
    public DStream Lower(PlanNode node)
    {
        if (!_streams.TryGetValue(node, out var stream))
        {
            stream = node.Lower(this);

            // A node that only changes the meaning of what follows gives its input's stream.
            if (!_ordered.Contains(stream))
            {
                stream = Add(stream with { Operator = node.Origin.Text, Name = node.Origin.Name, CarriesTime = node.Shape.CarriesTime, CarriesWindow = node.Shape.CarriesWindow, SessionKey = node.Shape.SessionKey });
            }

            _streams.Add(node, stream);
        }

        return stream;
    }

    public void AddOutput(PlanNode plan, StreamOutput output)
    {
        var stream = new OutputDStream(Lower(plan), output, RowWindow.Of(plan.Shape)) { Operator = $".{output.Operation}(…)", OperatorId = output.Operation };
        Add(stream);
        _outputs.Add(stream);
    }

    public DStreamGraph Build(IReadOnlyList<PlanParameterExpression> parameters)
    {
        MarkSampled();
        MarkMaterialized();
        PropagateRetention();
        NameOperators();
        var graph = new DStreamGraph(_ordered, _outputs, parameters, Fingerprint: "");
        return graph with { Fingerprint = Digest(PlanPrinter.Print(graph, canonical: true)) };
    }

    /// <summary>Adds a stream that stands between a node's inputs and the stream that it becomes.</summary>
    public T Add<T>(T stream)
        where T : DStream
    {
        stream.Id = _ordered.Count;
        _ordered.Add(stream);
        return stream;
    }

    // Children come after parents, so one pass from the end knows how often each child is asked for before its parents. State has to take in every batch.
    private void MarkSampled()
    {
        var isSampled = new HashSet<DStream>(ReferenceEqualityComparer.Instance);
        foreach (var stream in Enumerable.Reverse(_ordered))
        {
            var readers = _ordered.Where(reader => reader.Parents.Contains(stream)).ToArray();
            if (readers.Length > 0 && readers.All(reader => reader.Slide > stream.Slide || PassesOver(reader, stream) || isSampled.Contains(reader)))
            {
                isSampled.Add(stream);
                stream.IsSampled = stream is { IsStateful: true, RunsUnasked: false };
            }
        }
    }

    // What needs all its parents asks for none of them at a batch where one has no RDD.
    private static bool PassesOver(DStream reader, DStream stream) =>
        reader is JoinedDStream or TransformedDStream && reader.Parents.Any(parent => parent != stream && !IsAlwaysThere(parent));

    private static bool IsAlwaysThere(DStream stream) => stream switch
    {
        RowsDStream or WindowedDStream or WindowAggregatedDStream or AccumulatedDStream or EventWindowAggregatedDStream or WindowJoinedDStream => true,
        UnionDStream => stream.Parents.Any(IsAlwaysThere),
        KeptJoinedDStream join => IsAlwaysThere(join.Probe),
        _ => stream.Parents.Count > 0 && stream.Parents.All(IsAlwaysThere),
    };

    // A stream is kept as blocks when it is read more than once: by several streams, or by windows in later batches.
    private void MarkMaterialized()
    {
        foreach (var stream in _ordered)
        {
            var readers = _ordered.Where(reader => reader.Parents.Contains(stream)).ToArray();
            stream.IsMaterialized = readers.Sum(reader => reader.Parents.Count(parent => ReferenceEquals(parent, stream))) > 1
                || stream.IsSampled || readers.Any(reader => reader is WindowedDStream);
        }
    }

    // Children come after parents, so one pass from the end sees every child's retention before its parents'. A stream that keeps
    // rows of its own lets its parents forget theirs.
    private void PropagateRetention()
    {
        for (var i = _ordered.Count - 1; i >= 0; i--)
        {
            var stream = _ordered[i];
            var needed = stream.ParentRetention + (stream.IsView ? stream.Retention : TimeSpan.Zero);
            foreach (var parent in stream.Parents)
            {
                parent.Retention = parent.Retention > needed ? parent.Retention : needed;
            }
        }
    }

    // Rules and binders make several streams of one named operator: the one that keeps state, else the one of a shuffle, has the name itself.
    private void NameOperators()
    {
        var seen = new Dictionary<string, int>();
        foreach (var stream in _ordered.OrderByDescending(stream => stream.IsStateful).ThenByDescending(stream => stream.IsShuffle))
        {
            var id = stream.Name ?? $"{stream.GetType().Name.Replace("DStream", "", StringComparison.Ordinal)}-{Digest(PlanPrinter.Canonical(stream))}";
            var count = seen[id] = seen.GetValueOrDefault(id) + 1;
            stream.OperatorId = count == 1 ? id : $"{id}.{count}";
        }
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
