namespace Linq.Streaming.Execution.Inputs;

/// <summary>A source whose batches depend on their time.</summary>
internal interface ITimedSource
{
    /// <summary>When the context started.</summary>
    DateTimeOffset StartTime { set; }

    /// <summary>The time of the batch that is asked for next.</summary>
    DateTimeOffset BatchTime { set; }
}
