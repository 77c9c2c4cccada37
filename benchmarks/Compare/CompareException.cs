namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>The comparison cannot go on, or its peers do not agree.</summary>
internal sealed class CompareException(string message) : Exception(message);
