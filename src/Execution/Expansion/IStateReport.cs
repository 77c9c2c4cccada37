namespace Linq.Streaming.Execution.Expansion;

/// <summary>An operator that keeps state, as batch information tells of it.</summary>
internal interface IStateReport
{
    /// <summary>The number of entries kept.</summary>
    long StateCount { get; }

    /// <summary>Rows left out as late, since the start of the run.</summary>
    long LateCount { get; }
}
