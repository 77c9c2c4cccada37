using System.Runtime.ExceptionServices;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Rates;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Owns the inputs of a context and says which of the received elements belong to which batch.</summary>
/// <param name="inputs">The inputs.</param>
/// <param name="rates">Limits those that are not bounded; null for no limit.</param>
/// <remarks>Thread-safe: one lock, also held while inputs start, allocate and stop.</remarks>
internal sealed class ReceiverTracker(IReadOnlyList<StreamInput> inputs, RateController? rates = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<AllocatedBlocks> _remembered = [];
    private readonly StreamInput[] _limited = [.. inputs.Where(input => !input.IsBounded)];
    private DateTimeOffset? _lastBatch;
    private bool _isLifted;

    public IReadOnlyList<StreamInput> Inputs => inputs;

    /// <summary>The number of batches whose blocks are remembered.</summary>
    public int RememberedCount
    {
        get
        {
            lock (_gate)
                return _remembered.Count;
        }
    }

    /// <summary>Starts the inputs in order. If one fails, it and those before it are stopped again.</summary>
    public void Start(TimeProvider timeProvider)
    {
        lock (_gate)
        {
            for (var i = 0; i < inputs.Count; i++)
            {
                try
                {
                    inputs[i].Start(timeProvider);
                }
                catch
                {
                    // Why the start failed says more than what stopping brings to light after it.
                    Stop(inputs.Take(i + 1));
                    throw;
                }
            }
        }
    }

    /// <summary>Stops receiving. What was received stays allocatable.</summary>
    /// <exception cref="AggregateException">The user code of some sources failed to stop; the others have been stopped.</exception>
    public void Stop()
    {
        lock (_gate)
        {
            if (Stop(inputs) is { Count: > 0 } failures)
                throw new AggregateException(failures);
        }
    }

    /// <summary>As <see cref="Stop()"/>, except while a source is being asked for its elements: then it returns at once and stops nothing.</summary>
    public void TryStop()
    {
        if (!_gate.TryEnter())
            return;
        try
        {
            Stop(inputs);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Gives everything received and not yet allocated to the batch. Time does not go back: for a batch that is not
    /// later than the last one nothing is allocated, and what is remembered of it is returned, which may be nothing.
    /// </summary>
    /// <exception cref="StreamQueryException">
    /// A source has failed. The others have been allocated nevertheless: asking again for the same batch returns
    /// their blocks, so that nothing received is lost. If several failed, the others throw from the next batch.
    /// </exception>
    public AllocatedBlocks AllocateBlocksToBatch(DateTimeOffset batchTime)
    {
        lock (_gate)
        {
            if (batchTime <= _lastBatch)
                return _remembered.FirstOrDefault(batch => batch.BatchTime == batchTime) ?? new AllocatedBlocks(batchTime, new Dictionary<int, InputBlocks>());

            _lastBatch = batchTime;
            Limit();
            var allocated = new AllocatedBlocks(batchTime, Allocate(batchTime, out var failure), Ended());
            _remembered.Enqueue(allocated);
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
            return allocated;
        }
    }

    /// <summary>Gives a batch what an earlier run gave it.</summary>
    public AllocatedBlocks AllocateAgain(DateTimeOffset batchTime, RecoveredInput recovered)
    {
        lock (_gate)
        {
            _lastBatch = batchTime;
            var (bySource, ended) = (new Dictionary<int, InputBlocks>(inputs.Count), new HashSet<int>());
            foreach (var input in inputs)
            {
                if (recovered.Of(input) is not { } recorded)
                {
                    continue;
                }

                if (input.Allocate(batchTime, recorded) is { } blocks)
                    bySource.Add(input.Source.Id, blocks);
                if (recorded.HasEnded)
                    ended.Add(input.Source.Id);
            }

            var allocated = new AllocatedBlocks(batchTime, bySource, ended);
            _remembered.Enqueue(allocated);
            return allocated;
        }
    }

    /// <summary>Forgets the blocks of all batches before <paramref name="time"/>; that of <paramref name="time"/> itself is kept.</summary>
    public void ForgetBefore(DateTimeOffset time)
    {
        lock (_gate)
        {
            while (_remembered.TryPeek(out var oldest) && oldest.BatchTime < time)
                _remembered.Dequeue();
        }
    }

    /// <summary>Lets the batches that are still to come take all that waits: nothing more will come.</summary>
    public void LiftLimits()
    {
        lock (_gate)
        {
            _isLifted = true;
            foreach (var input in _limited)
            {
                input.Limit(new SourceLimit(long.MaxValue, double.PositiveInfinity, LimitReason.Unlimited));
            }
        }
    }

    private void Limit()
    {
        if (rates is null || _isLifted || _limited.Length == 0)
        {
            return;
        }

        var limits = rates.Share([.. _limited.Select(input => (input.Lag ?? 0) + input.LastCount)]);
        for (var i = 0; i < limits.Length; i++)
        {
            _limited[i].Limit(limits[i]);
        }
    }

    private static List<Exception> Stop(IEnumerable<StreamInput> inputs)
    {
        var failures = new List<Exception>();
        foreach (var input in inputs)
        {
            try
            {
                input.Stop();
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        return failures;
    }

    private HashSet<int>? Ended()
    {
        HashSet<int>? ended = null;
        foreach (var input in inputs)
        {
            if (input.HasEnded)
                (ended ??= []).Add(input.Source.Id);
        }

        return ended;
    }

    private Dictionary<int, InputBlocks> Allocate(DateTimeOffset batchTime, out Exception? failure)
    {
        failure = null;
        var bySource = new Dictionary<int, InputBlocks>(inputs.Count);
        foreach (var input in inputs)
        {
            try
            {
                var blocks = input.Allocate(batchTime);
                input.LastCount = blocks?.Count ?? 0;
                if (blocks is not null)
                    bySource.Add(input.Source.Id, blocks);
            }
            catch (Exception exception)
            {
                failure ??= exception;
            }
        }

        return bySource;
    }
}
