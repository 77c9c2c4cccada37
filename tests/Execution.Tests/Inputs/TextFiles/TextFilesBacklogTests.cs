using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Inputs.TextFiles;

/// <summary>More files than a batch takes, old ones, and ones that are removed when they have been committed.</summary>
public sealed class TextFilesBacklogTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("linqstream-").FullName;
    private readonly FakeTimeProvider _clock = Clock();
    private readonly List<string> _batches = [];

    public TextFilesBacklogTests() => Directory.CreateDirectory(Incoming);

    private string Incoming => Path.Combine(_root, "in");

    private string Done => Path.Combine(_root, "done");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Old_files_that_a_batch_has_no_room_for_come_with_the_next_ones(bool restarts)
    {
        for (var i = 0; i < 10; i++)
        {
            Put($"file{i}", -5_000 - (i / 2), $"{i}");
        }

        for (var run = 0; run < (restarts ? 5 : 1); run++)
        {
            await Run(new() { MaxFilesPerBatch = 2 }, () => Tick(restarts ? 1 : 5));
            _clock.Advance(restarts ? Second * 1_000 : default);
        }

        Assert.Equal(["8,9", "6,7", "4,5", "2,3", "0,1"], _batches);
    }

    [Fact]
    public async Task An_old_file_behind_one_that_takes_several_batches_comes_too()
    {
        Put("a", -5_000, string.Join('\n', Enumerable.Range(0, 300)));
        Put("b", -4_000, "300\n301");
        await Run(new() { MaxRowsPerBatch = 100 }, () => Tick(6));
        Assert.Equal(Enumerable.Range(0, 302), _batches.SelectMany(batch => batch.Split(',')).Select(int.Parse));
    }

    [Fact]
    public async Task Positions_stay_small_while_old_files_wait()
    {
        for (var i = 0; i < 400; i++)
        {
            Put($"file{i:d3}", -5_000, $"{i}");
        }

        await using var context = Context(new() { MaxFilesPerBatch = 10 });
        context.Start();
        for (var i = 0; i < 41; i++)
        {
            Tick(1);
            Assert.InRange(context.Run.Receivers.Inputs[0].Position.Count, 1, 25);
        }

        await context.StopAsync().InTime();
        Assert.Equal(Enumerable.Range(0, 400), _batches.SelectMany(batch => batch.Split(',')).Select(int.Parse));
    }

    [Theory]
    [InlineData(FileCleanup.Delete)]
    [InlineData(FileCleanup.Move)]
    public async Task A_file_whose_removal_was_missed_is_removed_later_and_not_read_again(FileCleanup cleanup)
    {
        Put("old", -5_000, "1");

        // As if the process had ended between the commit and the removal.
        await Run(new(), () => Tick(1));
        await Run(Removing(cleanup), () => Tick(4));
        Assert.Equal(["1"], _batches);
        Assert.Empty(Directory.GetFiles(Incoming));
    }

    [Fact]
    public async Task A_name_that_has_become_free_may_be_used_again()
    {
        await Run(Removing(FileCleanup.Move), () =>
        {
            Put("daily", 0, "1");
            Tick(1);

            // Its batch is committed on another thread.
            Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(Incoming).Length == 0, Patience));
            Put("daily", 0, "2\n3");
            Tick(2);
        });

        // Also while nothing runs.
        Put("daily", 0, "4");
        await Run(Removing(FileCleanup.Move), () => Tick(2));
        Assert.Equal(["1", "2,3", "4"], _batches);
        Assert.Equal(["1", "2\n3", "4"], Directory.GetFiles(Done).Select(File.ReadAllText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_replaces_one_before_it_is_removed_is_not_removed_unread()
    {
        await using var context = Context(Removing(FileCleanup.Delete));
        Put("daily", -1, "1");
        var isFirst = true;
        context.FromTextFiles(Incoming, "others", new() { Pattern = "none" }).ForEachBatch(_ =>
        {
            if (isFirst)
            {
                // The batch with the old one is not committed yet.
                isFirst = false;
                Put("daily", 0, "22");
            }
        });
        context.Start();
        Tick(1);
        Assert.True(SpinWait.SpinUntil(() => context.Sources[0].Count == 1, Patience));
        Tick(1);
        var failure = await context.FailsWith("LS4007");
        Assert.Equal("daily", failure.Diagnostics[0].Parameters[0]);
        Assert.Equal("22", File.ReadAllText(Path.Combine(Incoming, "daily")));
    }

    [Fact]
    public async Task Removing_files_needs_commits()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        Assert.Throws<ArgumentException>("options", () => context.FromTextFiles(Incoming, "files", Removing(FileCleanup.Delete)));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_text()
    {
        File.WriteAllBytes(Path.Combine(Incoming, "marked"), [0xEF, 0xBB, 0xBF, (byte)'1', (byte)'\n', 0xEF, 0xBB, 0xBF, (byte)'2']);
        File.SetLastWriteTimeUtc(Path.Combine(Incoming, "marked"), _clock.GetUtcNow().UtcDateTime);
        await Run(new(), () => Tick(1));
        Assert.Equal(["1,\uFEFF2"], _batches);
    }

    [Fact]
    public async Task A_malformed_line_has_the_same_position_however_it_is_reached()
    {
        Put("file", -1, string.Concat(Enumerable.Range(0, 3_000).Select(i => i == 2_500 ? "bad\n" : $"{i:d9}\n")));
        var positions = new List<string>();
        var letters = MalformedPolicy.DeadLetter(letter => positions.Add(letter.Position));
        foreach (var rows in (long[])[1_000_000, 700])
        {
            await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
            context.FromTextFiles(Incoming, int.Parse, "numbers", new() { MaxRowsPerBatch = rows, Malformed = letters }).ForEachBatch(_ => { });
            context.Start();
            Tick(6);
            await context.StopAsync().InTime();
        }

        Assert.Equal(["file, byte 25000", "file, byte 25000"], positions);
    }

    private TextFilesOptions Removing(FileCleanup cleanup) => new() { AfterCommit = cleanup, MoveTo = Done };

    private async Task Run(TextFilesOptions options, Action during)
    {
        await using var context = Context(options);
        context.Start();
        during();
        await context.StopAsync().InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully, context.Completion.Exception?.ToString());
    }

    private StreamContext Context(TextFilesOptions options)
    {
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = Second,
            TimeProvider = _clock,
            CheckpointDirectory = Path.Combine(_root, "checkpoint"),
            Downtime = DowntimePolicy.Skip,
        });
        context.FromTextFiles(Incoming, "files", options).ForEachBatch(batch =>
        {
            if (batch.Count > 0)
            {
                _batches.Add(string.Join(",", batch));
            }
        });
        return context;
    }

    private void Tick(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _clock.Advance(Second);
        }
    }

    private void Put(string name, double seconds, string text)
    {
        var path = Path.Combine(Incoming, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime.AddSeconds(seconds));
    }
}
