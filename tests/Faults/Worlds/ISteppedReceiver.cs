namespace Faults.Worlds;

/// <summary>A receiver that does a step when it is asked to, so that a run is the same every time.</summary>
internal interface ISteppedReceiver
{
    /// <summary>Whether it does no more.</summary>
    bool IsOver { get; }

    /// <summary>Returns when it has stored a block, or has ended.</summary>
    void Store();
}
