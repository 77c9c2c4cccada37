namespace Linq.Streaming;

/// <summary>A query or a context was refused, or a batch has failed. <see cref="Code"/> says which of the documented reasons it was.</summary>
public sealed class StreamQueryException : Exception
{
    internal StreamQueryException(IReadOnlyList<StreamDiagnostic> diagnostics, Exception? innerException = null)
        : base(Describe(diagnostics), innerException)
    {
        Diagnostics = diagnostics;
    }

    internal StreamQueryException(StreamDiagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException)
    {
    }

    /// <summary>Every reason, in the order in which they were found. Planning reports all of them together.</summary>
    public IReadOnlyList<StreamDiagnostic> Diagnostics { get; }

    /// <summary>The code of the first reason.</summary>
    public string Code => Diagnostics[0].Code;

    /// <summary>The values that the first reason's message names.</summary>
    public IReadOnlyList<object?> Parameters => Diagnostics[0].Parameters;

    /// <summary>The operator at fault of the first reason; null where there is none.</summary>
    public string? Operator => Diagnostics[0].Operator;

    private static string Describe(IReadOnlyList<StreamDiagnostic> diagnostics) =>
        diagnostics.Count == 1
            ? diagnostics[0].ToString()
            : $"{diagnostics.Count} errors:{Environment.NewLine}{string.Join(Environment.NewLine, diagnostics)}";
}
