namespace Faults.Worlds;

/// <summary>A database on another machine: what it has accepted is there, whatever happens to the process.</summary>
internal sealed class RemoteDatabase
{
    public Dictionary<string, RemoteTable> Tables { get; private init; } = [];

    public RemoteDatabase Copy() => new() { Tables = Tables.ToDictionary(table => table.Key, table => table.Value.Copy()) };
}

/// <summary>The table of one output.</summary>
internal sealed class RemoteTable
{
    public long Epoch { get; set; }

    public SortedDictionary<long, string> Prepared { get; private init; } = [];

    public SortedDictionary<long, string> Committed { get; private init; } = [];

    public RemoteTable Copy() => new() { Epoch = Epoch, Prepared = new(Prepared), Committed = new(Committed) };
}
