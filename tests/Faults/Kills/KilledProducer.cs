using System.Threading.Channels;
using Faults.Shapes;

namespace Faults.Kills;

/// <summary>Pushes rows from a thread of its own, and dies with the process: the next one goes on where it is told to.</summary>
internal sealed class KilledProducer(Event[] rows, Action<long> onDurable)
{
    private readonly Channel<Event> _channel = Channel.CreateBounded<Event>(4 * Workload.BatchSize);
    private bool _hasBegun;

    public ChannelReader<Event> Reader => _channel.Reader;

    /// <summary>Is told how many rows will not be lost any more; first how many had come so far.</summary>
    public void OnDurable(long count)
    {
        onDurable(count);
        if (!_hasBegun)
        {
            _hasBegun = true;
            _ = Task.Run(() => PushAsync((int)count));
        }
    }

    private async Task PushAsync(int from)
    {
        foreach (var row in rows.Skip(from))
        {
            await _channel.Writer.WriteAsync(row);
        }

        _channel.Writer.Complete();
    }
}
