using System.Threading.Channels;

namespace Faults.Worlds;

/// <summary>Pushes rows into a channel: after a restart from where it is told to go on, which is not before what has been acknowledged.</summary>
internal sealed class Producer<T>(string name, IReadOnlyList<T> rows, Memory memory)
{
    private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();
    private bool _hasBegun;

    public ChannelReader<T> Reader => _channel.Reader;

    /// <summary>Is told how many rows will not be lost any more; first how many had come so far.</summary>
    public void OnDurable(long count)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            memory.AskFrom(name, count);
            foreach (var row in rows.Skip((int)count))
            {
                _channel.Writer.TryWrite(row);
            }

            _channel.Writer.Complete();
        }

        memory.Acknowledge(name, count);
    }
}
