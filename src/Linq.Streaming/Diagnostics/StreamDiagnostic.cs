namespace Linq.Streaming;

/// <summary>One reason why a query or a context is refused or has failed.</summary>
/// <param name="Code">The stable code, "LS" and four digits. <c>docs/errors</c> has a page for each.</param>
/// <param name="Message">What was found, what was wanted and what to do.</param>
/// <param name="Operator">The operator of the user's query at fault, as it was written; null where there is none.</param>
/// <param name="Parameters">The values that the message names, in the order in which it names them.</param>
public sealed record StreamDiagnostic(string Code, string Message, string? Operator, IReadOnlyList<object?> Parameters)
{
    /// <summary>The code, the message and the operator on one line.</summary>
    public override string ToString() => Operator is null ? $"{Code}: {Message}" : $"{Code}: {Message} At: {Operator}";
}
