namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Another connection holds the slot: one of another query, or one of this that the server has not given up yet.</summary>
internal sealed class SlotInUseException(int? process) : Exception("The slot is in use.")
{
    public int? Process => process;
}
