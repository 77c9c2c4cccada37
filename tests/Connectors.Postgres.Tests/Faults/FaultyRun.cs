using Connectors.Postgres.Tests.Protocol;
using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests.Faults;

/// <summary>What a context does with a sink while connections are cut and processes end: all decisions come from a seed.</summary>
/// <remarks>The record of a batch is a local variable: a sink cannot tell it from one that outlives the process.</remarks>
internal sealed class FaultyRun : IAsyncDisposable
{
    private readonly Random _random;
    private readonly PostgresDatabase _database;
    private readonly PostgresSinkOptions<Word> _options;
    private readonly CuttingProxy _proxy;
    private readonly Guid _query = Guid.NewGuid();
    private PostgresSink<Word>? _sink;
    private long _epoch;

    public FaultyRun(PostgresDatabase database, WordSinks sinks, int seed)
    {
        _random = new Random(seed);
        _database = database;
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        _proxy = new CuttingProxy(server.Host!, server.Port);
        _options = sinks.Options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Host = "127.0.0.1",
                Port = _proxy.Port,
                SslMode = SslMode.Disable,
                GssEncryptionMode = GssEncryptionMode.Disable,
                ApplicationName = $"faulty {database.Schema}",
            }.ConnectionString,
        };
    }

    /// <summary>How many calls have failed.</summary>
    public int Failures { get; private set; }

    /// <summary>How many commits have failed though they had their effect.</summary>
    public int Ambiguous { get; private set; }

    /// <summary>How many commits have failed and had none.</summary>
    public int Undone { get; private set; }

    /// <summary>How many processes there were.</summary>
    public long Processes => _epoch;

    /// <summary>Brings a batch through all steps, whatever happens on the way.</summary>
    public async Task RunAsync(long id, params Word[] rows)
    {
        var batch = Batches.Of(id, rows);
        _sink ??= await RestartAsync(id, recorded: false);
        while (!await TryAsync(() => _sink.PrepareAsync(batch, default)))
        {
            if (IsChance(2))
                _sink = await RestartAsync(id, recorded: false);
        }

        while (!await TryCommitAsync(id))
        {
            if (IsChance(2))
                _sink = await RestartAsync(id, recorded: true);
        }

        // Processes end between batches too.
        if (IsChance(10))
            _sink = await RestartAsync(id, recorded: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_sink is not null)
            await _sink.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private async Task<bool> TryCommitAsync(long id)
    {
        if (await TryAsync(() => _sink!.CommitAsync(id, default)))
            return true;
        if (await LastAsync() >= id)
            Ambiguous++;
        else
            Undone++;
        return false;
    }

    // A process that has ended is one that nobody calls any more. What it has left open, its connections, is part of the test.
    private async Task<PostgresSink<Word>> RestartAsync(long id, bool recorded)
    {
        while (true)
        {
            var sink = new PostgresSink<Word>(_options);
            var old = _sink;
            _epoch++;
            long? last = null;
            if (await TryAsync(async () => last = await sink.OpenAsync(new StreamSinkContext(_query, "words", _epoch), default))
                && await TryAsync(() => recorded ? sink.CommitAsync(id, default) : sink.AbortAsync(id, default)))
            {
                Assert.True(last is null || last <= id);
                if (old is not null)
                    await old.DisposeAsync();
                return sink;
            }

            await sink.DisposeAsync();
        }
    }

    private async Task<bool> TryAsync(Func<ValueTask> step)
    {
        _proxy.Arm(IsChance(2) ? null : NextFault());
        try
        {
            await step();
            if (IsChance(20))
                await TerminateAsync();
            return true;
        }
        catch (StreamQueryException exception) when (exception.Code == "LS5109" && exception.InnerException is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown })
        {
            Failures++;
            return false;
        }
        finally
        {
            _proxy.Arm(null);
        }
    }

    private Fault NextFault() => _random.Next(6) switch
    {
        0 => new Fault.BeforeCommit(),
        1 => new Fault.AfterCommit(),
        2 or 3 => new Fault.AtByte(_random.Next(2_500), inRequests: true),
        _ => new Fault.AtByte(_random.Next(600), inRequests: false),
    };

    // Connections that wait in the pool are dead when they are taken next.
    private Task TerminateAsync() => _database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'faulty {_database.Schema}'");

    private async Task<long> LastAsync() => await _database.ReadOneAsync<long>($"SELECT coalesce(max(batch_id), 0) FROM linqstream_commits WHERE query_id = '{_query}'");

    private bool IsChance(int oneIn) => _random.Next(oneIn) == 0;
}
