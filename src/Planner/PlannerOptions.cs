namespace Linq.Streaming.Planning;

/// <summary>What planning depends on beside the query.</summary>
internal sealed record PlannerOptions
{
    /// <summary>The batch interval: the slide of every source.</summary>
    public required TimeSpan BatchInterval { get; init; }

    /// <summary>Whether the optional rules run. Without them a plan gives the same results, slower; tests compare the two.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Whether a codec is registered for a key type.</summary>
    public Func<Type, bool> HasKeyCodec { get; init; } = _ => false;

    /// <summary>Whether a source belongs to the context that plans.</summary>
    public Func<StreamSourceExpression, bool> OwnsSource { get; init; } = _ => true;
}
