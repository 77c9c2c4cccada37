using System.Threading.Channels;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>A channel: each batch takes what is in it at that moment, at most <paramref name="maxPerBatch"/> elements.</summary>
/// <remarks>
/// Back pressure is the channel's own: a bounded channel makes its writers wait. A reader that cannot count its elements
/// is read until it is empty or the bound is reached. A writer that completes with an exception, or whose channel is
/// cancelled, fails the source with LS3003 after everything written before has been allocated. After <see cref="Stop"/>
/// the elements that were in the channel are still allocated, and later ones stay in the channel.
/// </remarks>
internal sealed class ChannelInput<T>(StreamSourceExpression source, ChannelReader<T> reader, int maxPerBatch, Action<long>? onDurable = null) : StreamInput(source)
{
    private readonly ReceivedElements<T> _batch = new();
    private readonly LoggedRows _logged = new(onDurable);
    private int _remaining = int.MaxValue;
    private bool _stopped;

    public override bool IsCompleted => reader.Completion.IsCompleted ? reader.Completion.IsCompletedSuccessfully : _stopped && _remaining == 0;

    public override long? Lag => reader.CanCount ? reader.Count : null;

    public override InputRecovery Recovery => InputRecovery.Logged;

    public override StreamOffsets Position => _logged.Position;

    public override void Start(TimeProvider timeProvider)
    {
    }

    public override InputBlocks Allocate(DateTimeOffset batchTime)
    {
        var most = (int)Math.Min(MaxRows, Math.Min(maxPerBatch, Math.Min(_remaining, Waiting)));
        while (_batch.Count < most && reader.TryRead(out var element))
            _batch.Add(element);
        if (_batch.Count == 0)
            ThrowIfFailed();
        if (_stopped)
            _remaining = _batch.Count < most || !reader.CanCount ? 0 : _remaining - _batch.Count;
        return _logged.Take(new InputBlocks<T>(_batch.Take()));
    }

    public override void Seek(StreamOffsets position) => _logged.Seek(position);

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => _logged.Take(recorded);

    public override void OnLogged(StreamOffsets position) => _logged.OnLogged(position);

    public override void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        _remaining = Waiting;
    }

    private int Waiting => reader.CanCount ? reader.Count : maxPerBatch;

    private void ThrowIfFailed()
    {
        if (reader.Completion.IsFaulted)
            throw SourceFailures.Wrap(Source, reader.Completion.Exception.InnerException!);
        if (reader.Completion.IsCanceled)
            throw SourceFailures.Wrap(Source, new TaskCanceledException(reader.Completion));
    }
}
