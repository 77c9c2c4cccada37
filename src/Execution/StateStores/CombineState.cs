namespace Linq.Streaming.Execution.StateStores;

/// <summary>Merges the partial state <paramref name="from"/> of a key into its state <paramref name="into"/>, in place.</summary>
internal delegate void CombineState<TValue>(ref TValue into, ref TValue from);
