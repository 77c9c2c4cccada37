using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <summary>The file that has the states of an output, the last one last.</summary>
/// <remarks>Whoever takes over writes it anew, so its first record tells the epoch that may write, and nothing is appended to a file that somebody else has left.</remarks>
internal sealed class SinkJournal(IDurableFileSystem files, SinkNames names)
{
    private const int MaxBytes = 16 << 10;
    private const ushort Kind = 1;
    private const ulong Schema = 1;

    private readonly FrameWriter _frames = new();
    private long _length;

    /// <summary>The state that holds; null where there is no journal.</summary>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    public SinkState? Read()
    {
        if (!files.Exists(names.Journal))
        {
            return null;
        }

        SinkState? state = null;
        var frames = new FrameReader(files.Read(names.Journal));
        while (frames.TryRead(out var frame))
        {
            state = StateOf(frame);
        }

        return state is not null && frames.End is FrameEnd.End or FrameEnd.Torn
            ? state
            : throw Damaged(frames.End == FrameEnd.Newer ? "a newer version of this library has written it" : $"it is damaged at byte {frames.Offset}");
    }

    /// <summary>Fails where a later epoch, or another query, has taken over.</summary>
    public void ThrowIfTaken(SinkState by)
    {
        if (!files.Exists(names.Journal))
        {
            throw Damaged("it has been removed while the query runs");
        }

        var frames = new FrameReader(files.Read(names.Journal));
        var state = frames.TryRead(out var frame) ? StateOf(frame) : throw Damaged("its first record is damaged");
        if (state.QueryId != by.QueryId || state.Output != by.Output || state.Epoch > by.Epoch)
        {
            throw Fenced(by, state);
        }
    }

    /// <summary>Makes a state the only one.</summary>
    public void Replace(SinkState state)
    {
        WriteFrame(state);
        files.WriteAtomically(names.Journal, _frames.Written);
        _length = _frames.Written.Length;
    }

    /// <summary>Makes a state the last one.</summary>
    public void Append(SinkState state)
    {
        WriteFrame(state);
        if (_length + _frames.Written.Length > MaxBytes)
        {
            Replace(state);
            return;
        }

        using var journal = files.OpenAppend(names.Journal, _length);
        journal.Write(_frames.Written);
        journal.Sync();
        _length = journal.Length;
    }

    public static StreamFencedException Fenced(SinkState older, SinkState newer) =>
        new($"Query {newer.QueryId} has taken over output '{newer.Output}' with epoch {newer.Epoch}; query {older.QueryId}, output '{older.Output}', epoch {older.Epoch} may not write any more.");

    private void WriteFrame(SinkState state)
    {
        using var bytes = new ByteWriter();
        state.Write(bytes);
        _frames.Clear();
        _frames.Write(Kind, Schema, bytes.Written);
    }

    private SinkState StateOf(Frame frame)
    {
        try
        {
            return frame is { Kind: Kind, SchemaId: Schema } ? SinkState.Read(frame.Payload) : throw Damaged($"its record at byte {frame.Offset} is of an unknown kind");
        }
        catch (CorruptDataException exception)
        {
            throw Damaged($"its record at byte {frame.Offset} cannot be read", exception);
        }
    }

    private InvalidDataException Damaged(string what, Exception? inner = null) => new($"'{names.Journal}' cannot be gone on with: {what}.", inner);
}
