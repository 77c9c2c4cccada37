using Linq.Streaming.Connectors.Postgres.Columns;
using Linq.Streaming.Connectors.Postgres.Target;
using Npgsql;
using NpgsqlTypes;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>Sends the rows of a batch to the staging table, by binary <c>COPY</c>.</summary>
/// <param name="table">The target's name, for messages.</param>
/// <param name="copy">The statement.</param>
/// <param name="columns">The columns in the order of the statement.</param>
/// <param name="moved">The same columns as the target has them.</param>
/// <param name="context">Whose rows they are.</param>
internal sealed class RowCopy<TRow>(
    string table, string copy, IReadOnlyList<SinkColumn<TRow>> columns, IReadOnlyList<MovedColumn> moved, StreamSinkContext context)
{
    /// <exception cref="StreamQueryException">LS5106: a value cannot be stored. Nothing was sent for good: the transaction is to be rolled back.</exception>
    public async Task SendAsync(SinkTransaction transaction, Batch<TRow> batch, CancellationToken cancellationToken)
    {
        var importer = await transaction.CopyAsync(copy, cancellationToken).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            for (var ordinal = 0; ordinal < batch.Count; ordinal++)
            {
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(context.QueryId, NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(context.Output, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(batch.Id, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(ordinal, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await SendRowAsync(importer, batch, ordinal, cancellationToken).ConfigureAwait(false);
            }

            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendRowAsync(NpgsqlBinaryImporter importer, Batch<TRow> batch, int ordinal, CancellationToken cancellationToken)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            try
            {
                await columns[at].WriteAsync(importer, batch[ordinal], moved[at].IsRequired, cancellationToken).ConfigureAwait(false);
            }
            catch (ValueRefusedException refused)
            {
                throw new StreamQueryException(
                    StreamErrors.PostgresValueRefused(table, columns[at].Name, batch.Id, ordinal, refused.Message), refused.InnerException);
            }
        }
    }
}
