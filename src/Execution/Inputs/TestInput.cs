namespace Linq.Streaming.Execution.Inputs;

/// <summary>Given batches: the i-th list to the i-th batch, null where the source has no RDD, and empty batches after the last.</summary>
internal sealed class TestInput<T>(StreamSourceExpression source, IReadOnlyList<IReadOnlyList<T>?> batches) : StreamInput(source)
{
    private int _next;

    public override bool IsBounded => true;

    public override bool IsCompleted => _next >= batches.Count;

    // It gives empty batches until the test ends.
    public override bool HasEnded => false;

    public override void Start(TimeProvider timeProvider)
    {
    }

    public override InputRecovery Recovery => InputRecovery.Replayed;

    public override StreamOffsets Position => StreamOffsets.Of(_next);

    public override void Seek(StreamOffsets position) => _next = (int)position[""];

    public override InputBlocks? Allocate(DateTimeOffset batchTime)
    {
        var number = _next++;
        if (number >= batches.Count)
            return new InputBlocks<T>([]);
        return batches[number] is { } list ? ListBlocks.Of(list) : null;
    }

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => Allocate(batchTime);

    public override void Stop() => _next = Math.Max(_next, batches.Count);
}
