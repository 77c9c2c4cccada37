namespace Linq.Streaming;

/// <summary>
/// What a pushed source does with an element that arrives when its buffer is full: when as many elements as its capacity have
/// not been taken by a batch yet.
/// </summary>
public enum OverflowPolicy
{
    /// <summary>The producer waits in <c>OnNext</c> until a batch takes elements or the source is stopped. Nothing is lost. The default.</summary>
    Block,

    /// <summary>The arriving element is dropped and counted.</summary>
    DropNewest,

    /// <summary>The element that has waited longest is dropped and counted, and the arriving one is kept.</summary>
    DropOldest,

    /// <summary>The source fails with LS3004. What it had received before is still processed.</summary>
    Fail,
}
