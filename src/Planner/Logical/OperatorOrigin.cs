namespace Linq.Streaming.Planning.Logical;

/// <summary>Where a plan node comes from in the user's query.</summary>
/// <param name="Text">The operator as it was written, such as <c>.Window(00:00:03, 00:00:01)</c>.</param>
/// <param name="Name">The id given with <c>Named</c>, or null.</param>
internal sealed record OperatorOrigin(string Text, string? Name = null);
