using System.Text.Json;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>A query that copies the changes of a table to another table and to files, started again after each crash, while somebody writes. All decisions come from a seed.</summary>
internal sealed class CaptureRun : IAsyncDisposable
{
    private readonly ChangeDatabase _database;
    private readonly Random _chaos;
    private readonly Random _writes;
    private readonly List<string> _written = [];
    private readonly List<int> _live = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-changes-").FullName;
    private readonly Lock _gate = new();

    public CaptureRun(ChangeDatabase database, int seed) => (_database, _chaos, _writes) = (database, new Random(seed), new Random(~seed));

    /// <summary>How often the query was started.</summary>
    public int Starts { get; private set; }

    /// <summary>How often its connection was ended.</summary>
    public int Terminated { get; private set; }

    /// <summary>What was written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Writes transactions, one after the other.</summary>
    public async Task WriteAsync(int transactions)
    {
        for (var transaction = 0; transaction < transactions; transaction++)
            await _database.TransactAsync([.. Enumerable.Range(0, _writes.Next(1, 6)).Select(_ => Statement(transaction))]);
    }

    /// <summary>Starts the query, has it run for some batches, and ends it in one of several ways.</summary>
    public async Task CrashAsync()
    {
        var (batches, terminates, aborts) = (_chaos.Next(1, 8), _chaos.Next(2) == 0, _chaos.Next(3) > 0);
        await using var context = Make(crashes: true, batches, out var reached);
        try
        {
            context.Start();
        }
        catch (StreamQueryException failed) when (failed.Code == "LS5013")
        {
            // The batch that was under way was to be committed, and the sink has crashed over it.
            return;
        }

        await Task.WhenAny(reached, context.Completion).WaitAsync(TimeSpan.FromMinutes(1));
        if (terminates && await _database.TerminateAsync())
            Terminated++;
        if (!aborts)
            await context.StopAsync(StopMode.AfterBatch).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Runs the query, undisturbed, until everything is there.</summary>
    public async Task FinishAsync()
    {
        await using var context = Make(crashes: false, int.MaxValue, out _);
        context.Start();
        await Eventually.IsSoAsync(async () => context.Completion.IsCompleted || await _database.Database.ReadOneAsync<long>("SELECT count(*) FROM copies") >= _written.Count);
        await context.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await context.Completion;
    }

    /// <summary>The rows of the table, in their order.</summary>
    public Task<IReadOnlyList<string>> TableAsync() => _database.Database.ReadAsync<string>("SELECT concat_ws(' ', kind, coalesce(id::text, ''), coalesce(value, '')) FROM copies ORDER BY lsn, ordinal");

    /// <summary>The rows of the files, in their order.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_directory, "files"), "part*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<CapturedItem>(line)!.Text),
    ];

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private StreamContext Make(bool crashes, int batches, out Task reached)
    {
        Starts++;
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = TimeSpan.FromMilliseconds(20),
            CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
            Downtime = DowntimePolicy.Skip,
            StopsOnSignals = false,
        });
        var items = context.FromPostgresChanges(_database.Options, ItemOf, "items", maxPerBatch: 7);
        items.WriteTo(new CrashingSink<CapturedItem>(new PostgresSink<CapturedItem>(new PostgresSinkOptions<CapturedItem>
        {
            DataSource = _database.Database.DataSource,
            Table = "copies",
            Naming = PostgresColumnNaming.SnakeCase,
        }.Without(nameof(CapturedItem.Text))), () => crashes && IsChance(12)), "table");
        items.WriteTo(FileSink.JsonLines<CapturedItem>(Path.Combine(_directory, "files")), "files");

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.BatchCompleted += _ =>
        {
            if (Interlocked.Decrement(ref batches) == 0)
                done.TrySetResult();
        };
        reached = done.Task;
        return context;
    }

    private bool IsChance(int of)
    {
        lock (_gate)
            return _chaos.Next(of) == 0;
    }

    private string Statement(int transaction)
    {
        var value = $"v{transaction}";
        switch (_writes.Next(10))
        {
            case 0:
                _live.Clear();
                _written.Add("Truncate  ");
                return "TRUNCATE items";
            case <= 2 when _live.Count > 0:
                var gone = _live[_writes.Next(_live.Count)];
                _live.Remove(gone);
                _written.Add($"Delete {gone} ");
                return $"DELETE FROM items WHERE id = {gone}";
            case <= 5 when _live.Count > 0:
                var changed = _live[_writes.Next(_live.Count)];
                _written.Add($"Update {changed} {value}");
                return $"UPDATE items SET value = '{value}' WHERE id = {changed}";
            default:
                var id = _written.Count;
                _live.Add(id);
                _written.Add($"Insert {id} {value}");
                return $"INSERT INTO items VALUES ({id}, '{value}')";
        }
    }

    private static CapturedItem ItemOf(PostgresChange change) => new(
        (long)(ulong)change.CommitLsn, change.Ordinal, change.Kind.ToString(), (change.New ?? change.Old)?.Get<int>("id"), change.New?.GetText("value"));
}
