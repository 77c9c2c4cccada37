namespace Linq.Streaming.Planning.Logical;

/// <summary>Where a plan node comes from in the user's query.</summary>
/// <param name="Text">The operator as it was written, such as <c>.Window(00:00:03, 00:00:01)</c>.</param>
/// <param name="Name">The id given with <c>Named</c>, or null.</param>
internal sealed record OperatorOrigin(string Text, string? Name = null)
{
    /// <summary>The origin of a node that a rule made of two, this one's first: an error in it may be of either.</summary>
    public OperatorOrigin Then(OperatorOrigin next) =>
        ReferenceEquals(this, next) ? this : new OperatorOrigin(Text + next.Text, next.Name ?? Name);
}
