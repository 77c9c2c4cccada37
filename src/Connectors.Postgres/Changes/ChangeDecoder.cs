using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Makes transactions of the messages of one connection.</summary>
internal sealed class ChangeDecoder
{
    private readonly Dictionary<uint, ChangeColumns> _tables = [];
    private List<PostgresChange> _changes = [];
    private ChangeOrigin _transaction;

    /// <summary>Takes a message; gives a transaction where the message ends one. It may have no changes.</summary>
    public async ValueTask<ChangeTransaction?> TakeAsync(PgOutputReplicationMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case BeginMessage begin:
                _changes = [];
                _transaction = new ChangeOrigin(begin.TransactionFinalLsn, new DateTimeOffset(begin.TransactionCommitTimestamp), begin.TransactionXid, 0);
                break;
            case RelationMessage relation:
                _tables[relation.RelationId] = ColumnsOf(relation);
                break;
            case InsertMessage insert:
                Add(PostgresChangeKind.Insert, insert.Relation, null, await NewRowAsync(insert.Relation, insert.NewRow, cancellationToken).ConfigureAwait(false));
                break;
            case UpdateMessage update:
                await AddAsync(update, cancellationToken).ConfigureAwait(false);
                break;
            case DeleteMessage delete:
                Add(PostgresChangeKind.Delete, delete.Relation, await OldRowAsync(delete, cancellationToken).ConfigureAwait(false), null);
                break;
            case TruncateMessage truncate:
                foreach (var relation in truncate.Relations)
                    Add(PostgresChangeKind.Truncate, relation, null, null);
                break;
            case CommitMessage commit:
                return new ChangeTransaction(Lsn.ToPosition(commit.TransactionEndLsn), _changes);
        }

        return null;
    }

    private async ValueTask AddAsync(UpdateMessage update, CancellationToken cancellationToken)
    {
        // The server sends the old row before the new one.
        var old = update switch
        {
            FullUpdateMessage full => await RowAsync(update.Relation, full.OldRow, isKey: false, cancellationToken).ConfigureAwait(false),
            IndexUpdateMessage index => await RowAsync(update.Relation, index.Key, isKey: true, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        var row = await NewRowAsync(update.Relation, update.NewRow, cancellationToken).ConfigureAwait(false);
        Add(PostgresChangeKind.Update, update.Relation, old, old is null ? row : row.CompletedFrom(old));
    }

    private async ValueTask<PostgresRow?> OldRowAsync(DeleteMessage delete, CancellationToken cancellationToken) => delete switch
    {
        FullDeleteMessage full => await RowAsync(delete.Relation, full.OldRow, isKey: false, cancellationToken).ConfigureAwait(false),
        KeyDeleteMessage key => await RowAsync(delete.Relation, key.Key, isKey: true, cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    private void Add(PostgresChangeKind kind, RelationMessage relation, PostgresRow? old, PostgresRow? row)
    {
        var table = _tables[relation.RelationId];
        _changes.Add(new PostgresChange(kind, _transaction with { Ordinal = _changes.Count }, table.Schema, table.Table, old, row));
    }

    private ValueTask<PostgresRow> NewRowAsync(RelationMessage relation, ReplicationTuple tuple, CancellationToken cancellationToken) =>
        RowAsync(relation, tuple, isKey: false, cancellationToken);

    private async ValueTask<PostgresRow> RowAsync(RelationMessage relation, ReplicationTuple tuple, bool isKey, CancellationToken cancellationToken)
    {
        var columns = _tables[relation.RelationId];
        var values = new string?[tuple.NumColumns];
        var at = 0;
        await foreach (var value in tuple.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            values[at] = isKey && !columns.IsKey(at) ? PostgresRow.Absent
                : value.Kind == TupleDataKind.UnchangedToastedValue ? PostgresRow.Unchanged
                : value.Kind == TupleDataKind.Null ? null
                : await value.Get<string>(cancellationToken).ConfigureAwait(false);
            at++;
        }

        return new PostgresRow(columns, values);
    }

    private static ChangeColumns ColumnsOf(RelationMessage relation) => new(
        relation.Namespace,
        relation.RelationName,
        [.. relation.Columns.Select(column => column.ColumnName)],
        [.. relation.Columns.Select(column => (column.Flags & RelationMessage.Column.ColumnFlags.PartOfKey) != 0)]);
}
