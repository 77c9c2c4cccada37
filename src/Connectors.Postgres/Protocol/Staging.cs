using System.Security.Cryptography;
using System.Text;
using Linq.Streaming.Connectors.Postgres.Columns;
using Linq.Streaming.Connectors.Postgres.Naming;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>The table where the rows of a prepared batch wait, out of sight of those who read the target.</summary>
/// <remarks>
/// Outputs with the same target and columns share one, and each row says whose it is. Its name is a digest of target and columns: with other columns it is
/// another table, so that a changed program never takes rows for something that they are not.
/// </remarks>
internal sealed class Staging
{
    /// <summary>Picks the rows of one batch, where the table is called <c>s</c>; see <see cref="OfBatch"/>.</summary>
    public const string OneBatch = "s.linqstream_query_id = $1 AND s.linqstream_output = $2 AND s.linqstream_batch_id = $3";

    /// <summary>The place of a row in its batch.</summary>
    public const string Ordinal = "s.linqstream_ordinal";

    private readonly StreamSinkContext _context;
    private readonly string _columns;
    private readonly string _comment;

    private Staging(TableName name, StreamSinkContext context, IEnumerable<string> names, string columns, TableName target)
    {
        Name = name;
        _context = context;
        _columns = columns;
        Copy = $"COPY {name} (linqstream_query_id, linqstream_output, linqstream_batch_id, linqstream_ordinal, {SqlName.QuoteAll(names)}) FROM STDIN (FORMAT BINARY)";
        _comment = $"LinqStream: rows on their way to {target}";
    }

    /// <summary>With its schema.</summary>
    public TableName Name { get; }

    /// <summary>Sends rows: query, output, batch and ordinal, then the columns in their order.</summary>
    public string Copy { get; }

    /// <summary>
    /// Makes the table. Its key finds the rows of a batch without passing those of earlier ones that are not yet cleaned up, and where all tables of a database or a schema are published the server deletes from none without one.
    /// </summary>
    public IReadOnlyList<Statement> Create =>
    [
        new($"""
            CREATE TABLE IF NOT EXISTS {Name} (
                linqstream_query_id uuid NOT NULL, linqstream_output text NOT NULL, linqstream_batch_id bigint NOT NULL, linqstream_ordinal integer NOT NULL,
                {_columns}, PRIMARY KEY (linqstream_query_id, linqstream_output, linqstream_batch_id, linqstream_ordinal))
            """),
        new($"COMMENT ON TABLE {Name} IS '{_comment.Replace("'", "''", StringComparison.Ordinal)}'"),
    ];

    public static Staging Of<TRow>(string schema, TableName target, IReadOnlyList<SinkColumn<TRow>> columns, StreamSinkContext context)
    {
        var definitions = string.Join(", ", columns.Select(column => $"{SqlName.Quote(column.Name)} {column.Type.SqlType}"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target} ({definitions})")))[..16];
        return new Staging(new TableName(schema, $"{SqlName.Reserved}staging_{digest}"), context, columns.Select(column => column.Name), definitions, target);
    }

    /// <summary>Drops everything that is staged for the output in <paramref name="table"/>: this one, or that of another version of the program.</summary>
    public Statement ClearIn(TableName table) => new($"DELETE FROM {table} s WHERE s.linqstream_query_id = $1 AND s.linqstream_output = $2", _context.QueryId, _context.Output);

    /// <summary>Drops the rows of one batch, and so counts them.</summary>
    public Statement ClearBatch(long batchId) => OfBatch($"DELETE FROM {Name} s WHERE {OneBatch}", batchId);

    /// <summary>A statement with <see cref="OneBatch"/> in it.</summary>
    public Statement OfBatch(string text, long batchId) => new(text, _context.QueryId, _context.Output, batchId);
}
