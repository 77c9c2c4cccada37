namespace Linq.Streaming.Execution.Serialization;

/// <summary>Bytes are not those of a value of the type that is read from them. Whatever else is read with them cannot be trusted either.</summary>
internal sealed class CorruptDataException(string message, Exception? inner = null) : Exception(message, inner);
