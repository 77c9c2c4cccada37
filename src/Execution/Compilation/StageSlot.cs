namespace Linq.Streaming.Execution.Compilation;

/// <summary>A place where a stage reads: a stream, and the branch of a concatenation on which it stands.</summary>
/// <remarks>The innermost branch tells places apart: a concatenation that is not kept as blocks is in a stage once.</remarks>
internal readonly record struct StageSlot(object Key, object? Branch);
