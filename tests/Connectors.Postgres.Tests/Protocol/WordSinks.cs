using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>One output of one query, to a table of words. Each sink that it opens is a process that takes over from the one before.</summary>
internal sealed class WordSinks(PostgresDatabase database, PostgresWriteMode mode = PostgresWriteMode.Insert) : IAsyncDisposable
{
    public const string Inserted = "CREATE TABLE words (id bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL, count int NOT NULL)";

    public const string Upserted = "CREATE TABLE words (text text PRIMARY KEY, count int NOT NULL)";

    private readonly List<PostgresSink<Word>> _sinks = [];
    private long _epoch;

    public Guid Query { get; } = Guid.NewGuid();

    /// <summary>What the last sink that was opened said about its last batch.</summary>
    public long? LastCommitted { get; private set; }

    public PostgresSinkOptions<Word> Options { get; init; } = new()
    {
        ConnectionString = database.ConnectionString,
        Table = "words",
        Naming = PostgresColumnNaming.SnakeCase,
        Mode = mode,
        Key = mode == PostgresWriteMode.Upsert ? ["text"] : [],
    };

    public async Task<PostgresSink<Word>> OpenAsync(string output = "words")
    {
        var sink = new PostgresSink<Word>(Options);
        _sinks.Add(sink);
        LastCommitted = await sink.OpenAsync(new StreamSinkContext(Query, output, ++_epoch), default);
        return sink;
    }

    /// <summary>What a reader sees, in the order of insertion, or of keys.</summary>
    public async Task<IReadOnlyList<string>> WordsAsync() =>
        await database.ReadAsync<string>($"SELECT text || ' ' || count FROM words ORDER BY {(mode == PostgresWriteMode.Insert ? "id" : "text")}");

    public async Task<long> StagedAsync()
    {
        var total = 0L;
        foreach (var table in await database.ReadAsync<string>($"SELECT tablename::text FROM pg_tables WHERE schemaname = '{database.Schema}' AND tablename LIKE 'linqstream_staging%'"))
            total += await database.ReadOneAsync<long>($"SELECT count(*) FROM {table}");
        return total;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _sinks)
            await sink.DisposeAsync();
    }
}
