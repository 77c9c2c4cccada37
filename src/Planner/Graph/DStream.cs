using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>A template: what a stream's data is at each batch time. The execution layer makes an RDD from it in every batch.</summary>
/// <param name="ElementType">The type of one row.</param>
/// <param name="Parents">The templates that it reads.</param>
/// <param name="Slide">How often it makes an RDD: at zero time + k · slide.</param>
internal abstract record DStream(Type ElementType, IReadOnlyList<DStream> Parents, TimeSpan Slide)
{
    /// <summary>Its number in the graph, from 0, parents first.</summary>
    public int Id { get; set; } = -1;

    /// <summary>The operator of the user's query that it came from, for errors.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The id given with <c>Named</c>, or null.</summary>
    public string? Name { get; init; }

    /// <summary>What identifies the operator's state between runs: its name, else derived from the structure above it.</summary>
    public string OperatorId { get; set; } = "";

    /// <summary>Whether its RDDs are computed once and kept as blocks, because several streams or a window read them.</summary>
    public bool IsMaterialized { get; set; }

    /// <summary>Whether rows carry a time of their own beside their value: their event time, or the window that they are a result of.</summary>
    public bool CarriesTime { get; init; }

    /// <summary>Whether each row carries the window that it belongs to, so that operators of whole windows tell them apart.</summary>
    public bool CarriesWindow { get; init; }

    /// <summary>The type of the session key that rows carry; null where they carry none.</summary>
    public Type? SessionKey { get; init; }

    /// <summary>Whether it keeps state and is not asked for at some batches at which it has RDDs, so that it has to be computed without being asked.</summary>
    public bool IsSampled { get; set; }

    /// <summary>How long its RDDs must be remembered for what reads them; zero is the batch alone.</summary>
    public TimeSpan Retention { get; set; }

    /// <summary>Whether its blocks are parts of its parents', so that these must be remembered for as long as they are.</summary>
    public virtual bool IsView => false;

    /// <summary>How long it needs its parents' RDDs itself, beyond the batch.</summary>
    public virtual TimeSpan ParentRetention => TimeSpan.Zero;

    /// <summary>Whether its rows come out of a shuffle, so that a new stage begins here.</summary>
    public virtual bool IsShuffle => false;

    /// <summary>Whether it keeps state from batch to batch.</summary>
    public virtual bool IsStateful => false;

    /// <summary>Whether something may be open in it when a bounded input has ended, so that one more batch gives it out.</summary>
    public virtual bool IsOpenAtEnd => false;

    /// <summary>Whether it takes in every batch by itself, whoever asks for its rows.</summary>
    public virtual bool RunsUnasked => false;

    /// <summary>Its own line of the graph's text.</summary>
    public abstract void Print(PlanPrinter printer);

    // Templates are vertices: compared by identity.
    public virtual bool Equals(DStream? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
