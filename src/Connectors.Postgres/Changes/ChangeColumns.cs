namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>A table as it was when the server described it. Where it changes later, rows from then on have another one.</summary>
internal sealed class ChangeColumns(string schema, string table, string[] names, bool[] isKey)
{
    private readonly Dictionary<string, int> _places = names.Select((name, at) => (name, at)).ToDictionary(entry => entry.name, entry => entry.at);

    public string Schema => schema;

    public string Table => table;

    public IReadOnlyList<string> Names => names;

    public bool IsKey(int at) => isKey[at];

    /// <summary>The place of a column; less than 0 where there is none.</summary>
    public int Find(string column) => _places.TryGetValue(column, out var at) ? at : -1;
}
