namespace Linq.Streaming.Execution.Receiving;

/// <summary>More has been received than there is room for, and the policy is to fail.</summary>
internal sealed class ReceiverOverflowException(long capacity) : Exception
{
    public long Capacity => capacity;
}
