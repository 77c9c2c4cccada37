namespace Linq.Streaming;

/// <summary>Another process has taken over a query: what this one would commit is refused.</summary>
/// <param name="message">Who refused, and which epochs met.</param>
public sealed class StreamFencedException(string message) : Exception(message);
