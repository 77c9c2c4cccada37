using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Sessions;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>Open sessions: for each key that has changed, all that it has.</summary>
internal sealed class SessionsPart<TKey, TContent>(
    string name, IReadOnlyList<OpenSessions<TKey, TContent>> sessions, StableHasher<TKey> hash, ValueCodecs codecs)
    : KeyedPart<TKey, SavedSession<TContent>>(name, sessions.Count, hash, codecs)
{
    protected override string Form => "sessions";

    public override CapturedState? CaptureChanges(BatchContext batch) => Capture(sessions.Select(open => WriteOf(open.Changes(batch.Id))));

    public override CapturedState CaptureAll(BatchContext batch) => Capture(sessions.Select(open => WriteOf(open.Everything()))) ?? CapturedState.Empty;

    public override void BeginRestore(long batch)
    {
        foreach (var open in sessions)
        {
            open.Clear();
        }
    }

    protected override void ReadSection(ref ByteReader bytes, KeySection section)
    {
        var keys = ReadKeys(ref bytes, bytes.ReadNumber());
        var counts = new int[keys.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = bytes.ReadNumber();
        }

        var all = ReadValues(ref bytes, bytes.ReadNumber());
        if (counts.Sum(count => (long)count) != all.Length)
        {
            throw bytes.Corrupt("sessions without a key");
        }

        var next = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            sessions[OwnerOf(section, keys[i])].Replace(keys[i], all.AsSpan(next, counts[i]));
            next += counts[i];
        }
    }

    private Action<ByteWriter>? WriteOf(SessionChanges<TKey, TContent> changes) => changes.Keys.Count == 0 ? null : bytes =>
    {
        bytes.WriteNumber(changes.Keys.Count);
        WriteKeys(bytes, CollectionsMarshal.AsSpan(changes.Keys));
        foreach (var count in changes.Counts)
        {
            bytes.WriteNumber(count);
        }

        bytes.WriteNumber(changes.Sessions.Count);
        WriteValues(bytes, CollectionsMarshal.AsSpan(changes.Sessions));
    };
}
