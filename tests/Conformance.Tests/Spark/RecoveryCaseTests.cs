namespace Conformance.Tests.Spark;

/// <summary>Recovery from a checkpoint. In Spark the last batch before the end may come once more; here it comes once.</summary>
public sealed class RecoveryCaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [SparkCases("ckpt.updateStateByKey")]
    public void State_by_key_goes_on(string id)
    {
        var item = SparkCase.Of(id);
        var batches = item.Batches(word => word.GetString()!);
        var actual = StreamTest.Run<string, string>(
            batches,
            source => CasePipeline.Text(source.Select(word => KeyValuePair.Create(word, 1))
                .UpdateStateByKey<string, int, int>((_, values, state) => Optional.Some(values.Sum() + state.GetValueOrDefault(0)))),
            Restarted(item));
        CaseText.AssertEqual(item.Expected(), actual, item.IsOrdered);
    }

    [Theory]
    [SparkCases("ckpt.saveAsFiles", "ckpt.saveInsideTransform")]
    public void What_each_batch_saves_is_there_once(string id)
    {
        var item = SparkCase.Of(id);
        var batches = item.Batches(word => word.GetString()!);
        var files = Directory.CreateDirectory(Path.Combine(_directory, "files")).FullName;
        var actual = StreamTest.Run<string, string>(
            batches,
            source =>
            {
                var counts = source.Select(word => KeyValuePair.Create(word, 1)).ReduceByKey((a, b) => a + b);
                return CasePipeline.Text(counts.Transform((rows, time) => Save(files, rows, time)));
            },
            Restarted(item));
        CaseText.AssertEqual(item.Expected(), actual, item.IsOrdered);
        var saved = Directory.GetFiles(files).Order(StringComparer.Ordinal).Select(File.ReadAllLines);
        Assert.Equal(item.Expected().Select(batch => batch.Length), saved.Select(lines => lines.Length));
    }

    [Theory]
    [SparkCases("ckpt.restoreOnce")]
    public void A_source_of_three_outputs_goes_on_once(string id)
    {
        var item = SparkCase.Of(id);
        var outputs = item.Params.GetProperty("outputs").GetInt32();
        var expected = item["expected"].GetProperty("outputs").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        var given = Enumerable.Range(0, outputs).Select(_ => new List<int>()).ToArray();
        foreach (var batchCount in new[] { 1, 2 })
        {
            var context = Stepped(item.Milliseconds("batch_ms"));
            var source = context.FromEnumerable([1, 1, 1], "ones", batchSize: 1).Select(n => n + 100);
            foreach (var list in given)
            {
                source.ForEachBatch(batch => list.AddRange(batch));
            }

            Run(context, batchCount);
        }

        Assert.All(given, list => Assert.Equal(expected, list));
    }

    [Theory]
    [SparkCases("ckpt.rdd")]
    public void State_files_come_and_go_and_state_is_there_after_each_restart(string id)
    {
        var item = SparkCase.Of(id);
        var (counts, files) = (new List<long>(), new List<string[]>());
        foreach (var batchCount in new[] { 4, 4, 4, 7 })
        {
            var context = Stepped(item.Milliseconds("batch_ms"));
            context.FromEnumerable(Enumerable.Range(0, 19), "numbers", batchSize: 1).Accumulate().CountBy(_ => 0).ForEachBatch(batch => counts.Add(batch[0].Value));
            Run(context, batchCount);
            files.Add([.. Directory.GetFiles(Path.Combine(_directory, "checkpoint"), "snapshot-*").Select(file => Path.GetFileName(file)!)]);
        }

        Assert.Equal(Enumerable.Range(1, 19).Select(n => (long)n), counts);
        Assert.All(files, names => Assert.NotEmpty(names));
        Assert.Empty(files[0].Intersect(files[1]));
    }

    [Theory]
    [SparkCases("ckpt.jobgen.spark6222")]
    public async Task Blocks_of_a_batch_are_there_until_it_has_completed(string id)
    {
        var item = SparkCase.Of(id);
        var (blocked, batches) = (item.Params.GetProperty("blocked_batch").GetInt32(), item.Params.GetProperty("batches").GetInt32());
        using var gate = new ManualResetEventSlim();
        using var isBlocked = new ManualResetEventSlim();
        var rows = new List<int>();
        var context = new StreamContext(Options(TimeSpan.FromSeconds(1)) with { IsStepped = false, MaxPendingBatches = 100 });
        context.FromEnumerable(Enumerable.Range(1, batches).ToArray(), "numbers", batchSize: 1).ForEachBatch(batch =>
        {
            if (batch.Id == blocked)
            {
                isBlocked.Set();
                Assert.True(gate.Wait(TimeSpan.FromSeconds(60)));
            }

            rows.AddRange(batch);
        });
        context.Start();
        Assert.True(isBlocked.Wait(TimeSpan.FromSeconds(60)));
        Assert.True(SpinWait.SpinUntil(() => context.Run.Generator.LastTicks >= context.Run.Generator.ZeroTicks + (batches * TimeSpan.TicksPerSecond), TimeSpan.FromSeconds(60)));

        // Blocks of batches before it have gone.
        Assert.True(context.Run.Receivers.RememberedCount >= batches - blocked + 1);
        gate.Set();
        await context.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(1, batches), rows);
    }

    private StreamTestOptions Restarted(SparkCase item) => item.Options() with
    {
        RestartAfterBatch = item.Params.GetProperty("batches_before_restart").GetInt32(),
        CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
    };

    private static KeyValuePair<string, int>[] Save(string directory, IEnumerable<KeyValuePair<string, int>> rows, DateTimeOffset time)
    {
        KeyValuePair<string, int>[] all = [.. rows];
        File.WriteAllLines(Path.Combine(directory, $"{time.ToUnixTimeMilliseconds():D10}"), all.Select(row => $"{row}"));
        return all;
    }

    private StreamContext Stepped(TimeSpan interval) => new(Options(interval));

    private StreamOptions Options(TimeSpan interval) => new()
    {
        BatchInterval = interval,
        IsStepped = true,
        ZeroTime = DateTimeOffset.UnixEpoch,
        CheckpointDirectory = Path.Combine(_directory, "checkpoint"),
        LeastSnapshot = 1,
    };

    private static void Run(StreamContext context, int batches)
    {
        context.Start();
        for (var i = 0; i < batches; i++)
        {
            context.Run.Step();
        }

        context.Run.Dispose();
        if (context.Completion.IsFaulted)
        {
            context.Completion.GetAwaiter().GetResult();
        }
    }
}
