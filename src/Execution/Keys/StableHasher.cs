namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes a key alike in every process, in agreement with its Equals. Thread-safe.</summary>
internal delegate ulong StableHasher<in T>(T key);
