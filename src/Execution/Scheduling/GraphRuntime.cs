using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The running side of a graph: makes the RDDs and jobs of each batch, and keeps what one batch leaves to the next.</summary>
/// <remarks>One thread generates while another completes older batches; the two meet under one lock, which is not held while stages run.</remarks>
internal sealed class GraphRuntime
{
    private readonly Lock _gate = new();
    private readonly StreamExpander[] _expanders;
    private readonly StreamExpander[] _retained;
    private readonly OutputOperation[] _outputs;

    public GraphRuntime(DStreamGraph graph, ExpansionContext context)
    {
        Graph = graph;
        _expanders = [.. graph.Streams.Where(stream => stream is not OutputDStream).Select(context.Add)];
        _retained = [.. _expanders.Where(expander => expander.Template.Retention > TimeSpan.Zero || expander.RunsEveryBatch)];
        _outputs = [.. graph.Outputs.Select((output, number) => OutputOperation.Of(output, number, context))];
    }

    public DStreamGraph Graph { get; }

    public IReadOnlyList<OutputOperation> Outputs => _outputs;

    public IReadOnlyList<StreamExpander> Expanders => _expanders;

    /// <summary>Whether windows may be open when a bounded input has ended.</summary>
    public bool IsOpenAtEnd => _outputs.Any(output => OutputOperation.IsOpenAtEnd(output.Template));

    /// <summary>Every stage that a batch runs, parents first.</summary>
    public IReadOnlyList<StageTemplate> Stages =>
    [
        .. _expanders.SelectMany(expander => expander.OwnStages)
            .Concat(_outputs.Select(output => output.Stage).OfType<StageTemplate>())
            .Distinct(),
    ];

    /// <summary>Compiles everything, so that the first batches are as quick as the others.</summary>
    /// <param name="debug">What compiles stages first, if anything does.</param>
    public void Compile(Action<IReadOnlyList<StageTemplate>>? debug = null)
    {
        debug?.Invoke(Stages);
        foreach (var stage in Stages)
        {
            stage.Prepare();
        }

        foreach (var expander in _expanders)
        {
            expander.Prepare();
        }
    }

    /// <summary>A fresh DAG of RDDs, from the outputs up: the jobs over it, and the RDDs in it that later batches will read.</summary>
    public (IReadOnlyList<Job> Jobs, IReadOnlyList<Rdd> Retained) GenerateJobs(BatchContext batch)
    {
        lock (_gate)
        {
            var jobs = new List<Job>(_outputs.Length);
            foreach (var output in _outputs)
            {
                if (output.GenerateJob(batch) is { } job)
                {
                    jobs.Add(job);
                }
            }

            // A window reads these at its next slide, when their own parents may be gone.
            var retained = new List<Rdd>(_retained.Length);
            foreach (var expander in _retained)
            {
                if (!batch.IsFlush && expander.At(batch) is { } rdd)
                {
                    retained.Add(rdd);
                }
            }

            return (jobs, retained);
        }
    }

    /// <summary>Undoes the effects of a batch, and drops its RDDs: as if it had not been made.</summary>
    public void Rollback(BatchContext batch)
    {
        lock (_gate)
        {
            foreach (var expander in _expanders)
            {
                expander.Rollback(batch);
                expander.Drop(batch.Ticks);
            }
        }
    }

    /// <summary>Makes the effects of a batch lasting, and drops the RDDs that no later batch reads.</summary>
    public void Commit(BatchContext batch)
    {
        lock (_gate)
        {
            foreach (var expander in _expanders)
            {
                expander.Commit(batch);
                expander.Forget(batch.Ticks);
            }
        }
    }
}
