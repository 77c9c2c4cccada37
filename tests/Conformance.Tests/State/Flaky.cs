using Conformance.Tests.Incremental;

namespace Conformance.Tests.State;

/// <summary>Makes functions of the user throw: in every batch with rows, at some call and no more often than a task is repeated.</summary>
internal sealed class Flaky(int calls, int failures)
{
    private readonly HashSet<int> _batches = [];
    private readonly Lock _gate = new();
    private int _left;
    private int _untilNext;

    /// <summary>How often it has thrown.</summary>
    public int Thrown { get; private set; }

    /// <summary>Notes that a row is passing; with the first row of a batch the failures of that batch are due.</summary>
    public Row Pass(Row row)
    {
        lock (_gate)
        {
            if (_batches.Add(row.Batch))
            {
                (_left, _untilNext) = (failures, calls);
            }

            return row;
        }
    }

    /// <summary>Gives the value back, or throws where a failure is due.</summary>
    public T Try<T>(T value)
    {
        lock (_gate)
        {
            if (_left > 0 && --_untilNext < 0)
            {
                (_left, _untilNext) = (_left - 1, calls);
                Thrown++;
                throw new InvalidOperationException("A first attempt fails.");
            }

            return value;
        }
    }
}
