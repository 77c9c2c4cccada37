namespace Linq.Streaming.Execution.Serialization;

/// <summary>How deep values may be nested, so that neither a value that refers to itself nor bytes made up by somebody exhaust the stack.</summary>
internal static class Depth
{
    /// <summary>Objects and collections within each other.</summary>
    public const int Most = 512;

    /// <summary>Different types within each other. A generic type that holds itself of a larger argument has no end.</summary>
    public const int MostTypes = 100;
}
