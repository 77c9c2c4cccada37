namespace Linq.Streaming.Execution.Inputs;

/// <summary>Counts what a source that is not read again has given to batches, over all runs, and says when it is durable.</summary>
/// <param name="onDurable">Is told the number of elements, from the first run on, that will not be lost. Null: nobody asks.</param>
internal sealed class LoggedRows(Action<long>? onDurable)
{
    private long _taken;

    public StreamOffsets Position => StreamOffsets.Of(_taken);

    public void Seek(StreamOffsets position) => _taken = position[""];

    public InputBlocks Take(InputBlocks blocks)
    {
        _taken += blocks.Count;
        return blocks;
    }

    public InputBlocks? Take(RecordedInput recorded)
    {
        _taken = recorded.Until[""];
        return recorded.HasRdd ? recorded.Rows : null;
    }

    public void OnLogged(StreamOffsets position) => onDurable?.Invoke(position[""]);
}
