using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>One immutable logical operator. Rules make new nodes; a node whose inputs did not change stays itself.</summary>
internal abstract record PlanNode(OperatorOrigin Origin)
{
    /// <summary>The type of one row.</summary>
    public abstract Type ElementType { get; }

    /// <summary>The window and emission of the rows.</summary>
    public abstract StreamShape Shape { get; }

    /// <summary>The nodes whose rows it reads.</summary>
    public abstract IReadOnlyList<PlanNode> Inputs { get; }

    /// <summary>The same operator over other inputs, as many as before.</summary>
    public abstract PlanNode WithInputs(IReadOnlyList<PlanNode> inputs);

    /// <summary>The operator's own line of the plan's text.</summary>
    public abstract void Print(PlanPrinter printer);

    /// <summary>The template that the operator becomes.</summary>
    public abstract DStream Lower(GraphBuilder graph);

    // Nodes are compared by identity: two equal-looking operators are two vertices unless the query shares one.
    public virtual bool Equals(PlanNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A node with one input.</summary>
internal abstract record UnaryNode(PlanNode Input, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override StreamShape Shape => Input.Shape;

    public override IReadOnlyList<PlanNode> Inputs => [Input];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Input) ? this : this with { Input = inputs[0] };
}
