namespace Connectors.Postgres.Tests.Changes;

/// <summary>A change as the outputs of <see cref="CaptureRun"/> have it.</summary>
internal sealed record CapturedItem(long Lsn, int Ordinal, string Kind, int? Id, string? Value)
{
    /// <summary>What is compared: the writer does not know the server's positions.</summary>
    public string Text => $"{Kind} {Id} {Value}";
}
