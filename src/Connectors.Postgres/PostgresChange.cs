using System.Text;
using Linq.Streaming.Connectors.Postgres.Changes;
using NpgsqlTypes;

namespace Linq.Streaming;

/// <summary>One change of a table, as a committed transaction made it. Immutable.</summary>
public sealed class PostgresChange
{
    internal PostgresChange(PostgresChangeKind kind, ChangeOrigin origin, string schema, string table, PostgresRow? old, PostgresRow? @new)
    {
        (Kind, Schema, Table, Old, New) = (kind, schema, table, old, @new);
        (CommitLsn, CommitTime, TransactionId, Ordinal) = (origin.CommitLsn, origin.CommitTime, origin.TransactionId, origin.Ordinal);
    }

    /// <summary>What happened.</summary>
    public PostgresChangeKind Kind { get; }

    /// <summary>The schema of the table.</summary>
    public string Schema { get; }

    /// <summary>The table; with <c>publish_via_partition_root</c> that which has the partitions, else the partition.</summary>
    public string Table { get; }

    /// <summary>Where the server's log has the end of the transaction. Together with <see cref="Ordinal"/> it identifies the change, and orders it.</summary>
    public NpgsqlLogSequenceNumber CommitLsn { get; }

    /// <summary>When the transaction was committed, by the server's clock. It need not grow from one transaction to the next.</summary>
    public DateTimeOffset CommitTime { get; }

    /// <summary>The number of the transaction. The server begins again after four thousand million.</summary>
    public uint TransactionId { get; }

    /// <summary>The place of the change in its transaction, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>
    /// The row before an update or a delete, as far as the table's <c>REPLICA IDENTITY</c> has it: with <c>FULL</c> all columns. Otherwise a delete has the key only, and an update has the key
    /// where it changed, and else null.
    /// </summary>
    public PostgresRow? Old { get; }

    /// <summary>The row after an insert or an update; else null.</summary>
    public PostgresRow? New { get; }

    /// <summary>Such as <c>Update public.orders: id=1, state=new -> id=1, state=paid</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Kind} {Schema}.{Table}");
        if (Old is not null || New is not null)
            text.Append(": ").AppendJoin(" -> ", new[] { Old, New }.OfType<PostgresRow>());
        return text.ToString();
    }
}
