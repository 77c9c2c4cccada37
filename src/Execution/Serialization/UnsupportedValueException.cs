namespace Linq.Streaming.Execution.Serialization;

/// <summary>A type or a value of it has no bytes. The message names the member and says what to do, for the user to read.</summary>
internal sealed class UnsupportedValueException(string message) : Exception(message);
