namespace Linq.Streaming;

/// <summary>How much of the way of a query <c>Explain</c> prints. Each level prints what the one before prints, and more.</summary>
public enum ExplainLevel
{
    /// <summary>The query as it was captured.</summary>
    Captured,

    /// <summary>And the logical plan, as bound.</summary>
    Logical,

    /// <summary>And the plan after optimisation. This is the default.</summary>
    Optimized,

    /// <summary>And the plan after each rule that changed it.</summary>
    Verbose,

    /// <summary>And the DStream graph.</summary>
    Graph,

    /// <summary>And the stages: where the graph is cut, and what each stage's loop does.</summary>
    Stages,

    /// <summary>And the code of each stage, as C#.</summary>
    Code,
}
