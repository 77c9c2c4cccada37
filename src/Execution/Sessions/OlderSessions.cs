namespace Linq.Streaming.Execution.Sessions;

/// <summary>Sessions in ascending order, which never change: undo logs keep older lists.</summary>
/// <remarks>
/// Lists that follow from each other by adding a session at the end, or leaving the first one out, share an array, so that both take constant time
/// however many sessions there are.
/// </remarks>
internal sealed class OlderSessions<TContent>
{
    private readonly Storage _storage;
    private readonly int _start;
    private readonly int _end;

    private OlderSessions(Storage storage, int start, int end) => (_storage, _start, _end) = (storage, start, end);

    public ReadOnlySpan<OpenSession<TContent>> All => _storage.Items.AsSpan(_start, _end - _start);

    public ref readonly OpenSession<TContent> Oldest => ref _storage.Items[_start];

    public ref readonly OpenSession<TContent> Latest => ref _storage.Items[_end - 1];

    /// <summary>A list of <paramref name="sessions"/>; null for none.</summary>
    public static OlderSessions<TContent>? Of(ReadOnlySpan<OpenSession<TContent>> sessions) =>
        sessions.IsEmpty ? null : new(new Storage(sessions.ToArray(), sessions.Length), 0, sessions.Length);

    /// <summary><paramref name="list"/> with <paramref name="session"/> at the end.</summary>
    public static OlderSessions<TContent> With(OlderSessions<TContent>? list, in OpenSession<TContent> session)
    {
        if (list is null)
        {
            return new(new Storage([session], 1), 0, 1);
        }

        var (storage, start, end) = (list._storage, list._start, list._end);
        if (storage.Used != end || end == storage.Items.Length)
        {
            // The place behind the list is another's, or there is none.
            var all = list.All;
            var items = new OpenSession<TContent>[all.Length * 2];
            all.CopyTo(items);
            (storage, start, end) = (new Storage(items, all.Length), 0, all.Length);
        }

        storage.Items[end] = session;
        storage.Used = end + 1;
        return new(storage, start, end + 1);
    }

    /// <summary>The list without its first session; null where there was no other.</summary>
    public OlderSessions<TContent>? WithoutOldest() => _start + 1 == _end ? null : new(_storage, _start + 1, _end);

    private sealed class Storage(OpenSession<TContent>[] items, int used)
    {
        public readonly OpenSession<TContent>[] Items = items;

        /// <summary>How many places the longest of the lists over the array has.</summary>
        public int Used = used;
    }
}
