namespace Linq.Streaming.Planning;

/// <summary>Collects every reason for refusing a program, so that all are reported together.</summary>
internal sealed class PlanDiagnostics
{
    private readonly List<StreamDiagnostic> _found = [];

    public bool HasErrors => _found.Count > 0;

    public void Report(StreamDiagnostic diagnostic)
    {
        // One operator in a query that several outputs share is at fault once.
        if (!_found.Exists(known => known.Code == diagnostic.Code && known.Message == diagnostic.Message && known.Operator == diagnostic.Operator))
        {
            _found.Add(diagnostic);
        }
    }

    /// <exception cref="StreamQueryException">Something has been reported.</exception>
    public void ThrowIfAny()
    {
        if (HasErrors)
        {
            throw new StreamQueryException(_found);
        }
    }
}
