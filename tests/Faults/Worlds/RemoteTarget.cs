using Faults.Simulation;
using Linq.Streaming;

namespace Faults.Worlds;

/// <summary>Batches as rows of a database elsewhere: each call has all of its effect or none, and which of the two is not known where the process ends in it.</summary>
internal sealed class RemoteTarget(SimulatedFileSystem files, RemoteDatabase database, string output, bool isUnfenced) : ISinkTarget
{
    private long _epoch;

    private RemoteTable Table => database.Tables[output];

    public long? Open(long epoch)
    {
        Call("open", () =>
        {
            database.Tables.TryAdd(output, new RemoteTable());
            _epoch = epoch;
            Refuse();
            Table.Epoch = epoch;
        });
        return Table.Committed.Count == 0 ? null : Table.Committed.Keys.Last();
    }

    public void Prepare(long batch, string text) => Call("prepare", () =>
    {
        Refuse();
        Table.Prepared[batch] = text;
    });

    public void Commit(long batch) => Call("commit", () =>
    {
        Refuse();
        if (Table.Prepared.Remove(batch, out var text))
        {
            Table.Committed[batch] = text;
        }
    });

    public void Abort(long batch) => Call("abort", () =>
    {
        Refuse();
        foreach (var prepared in Table.Prepared.Keys.Where(prepared => prepared >= batch).ToArray())
        {
            Table.Prepared.Remove(prepared);
        }
    });

    public bool HasCommitted(long batch) => Table.Committed.ContainsKey(batch);

    public IReadOnlyDictionary<long, string> Committed() => database.Tables.TryGetValue(output, out var table) ? table.Committed : new Dictionary<long, string>();

    private void Call(string operation, Action effect) => files.CallOut(operation, output, effect);

    private void Refuse()
    {
        if (!isUnfenced && Table.Epoch > _epoch)
        {
            throw new StreamFencedException($"Epoch {Table.Epoch} owns {output}, and this is {_epoch}.");
        }
    }
}
