using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>What a log or a snapshot starts with.</summary>
/// <param name="QueryId">Identifies the query through all its runs.</param>
/// <param name="Epoch">The start that writes the file.</param>
/// <param name="ZeroTicks">The zero time, in ticks of UTC.</param>
/// <param name="IntervalTicks">The batch interval.</param>
/// <param name="Sources">The sources, which records refer to by number.</param>
/// <param name="Sinks">The names of the outputs that have a sink.</param>
/// <param name="Parts">The parts of state.</param>
/// <param name="Before">Logs of earlier epochs, and how much of each counts: what a process that has been replaced writes behind that does not.</param>
internal sealed record FileHeader(
    Guid QueryId, long Epoch, long ZeroTicks, long IntervalTicks, IReadOnlyList<SourceEntry> Sources, IReadOnlyList<string> Sinks, PartTable Parts,
    IReadOnlyList<(string Log, long Length)> Before)
{
    public void Write(ByteWriter bytes)
    {
        bytes.Write(QueryId.ToByteArray());
        bytes.WriteInt64(Epoch);
        bytes.WriteInt64(ZeroTicks);
        bytes.WriteInt64(IntervalTicks);
        bytes.WriteNumber(Sources.Count);
        foreach (var (name, rows) in Sources)
        {
            bytes.WriteText(name);
            bytes.WriteText(rows);
        }

        bytes.WriteNumber(Sinks.Count);
        foreach (var sink in Sinks)
        {
            bytes.WriteText(sink);
        }

        Parts.Write(bytes);
        bytes.WriteNumber(Before.Count);
        foreach (var (log, length) in Before)
        {
            bytes.WriteText(log);
            bytes.WriteInt64(length);
        }
    }

    public static FileHeader Read(ref ByteReader bytes)
    {
        var query = new Guid(bytes.Read(16));
        var (epoch, zero, interval) = (bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64());
        var sources = new SourceEntry[bytes.ReadNumber()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new SourceEntry(bytes.ReadText()!, bytes.ReadText());
        }

        var sinks = new string[bytes.ReadNumber()];
        for (var i = 0; i < sinks.Length; i++)
        {
            sinks[i] = bytes.ReadText()!;
        }

        var parts = PartTable.Read(ref bytes);
        var before = new (string, long)[bytes.ReadNumber()];
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = (bytes.ReadText()!, bytes.ReadInt64());
        }

        return new FileHeader(query, epoch, zero, interval, sources, sinks, parts, before);
    }
}

/// <summary>A source that records refer to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">What the bytes of its rows hold, where they are in the log; else null.</param>
internal sealed record SourceEntry(string Name, string? Rows);
