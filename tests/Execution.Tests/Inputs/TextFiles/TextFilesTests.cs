using System.Text.Json;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Inputs.TextFiles;

public sealed class TextFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("linqstream-").FullName;
    private readonly FakeTimeProvider _clock = Clock();
    private readonly List<string> _batches = [];

    public TextFilesTests() => Directory.CreateDirectory(Incoming);

    private string Incoming => Path.Combine(_root, "in");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_come_in_the_order_of_their_times_and_names_and_each_once()
    {
        Put("b", -3, "2\n3");
        Put("c", -3, "4");
        Put("a", -1, "5\r\n");
        Put("z", -5, "1\n");
        Put(".hidden", -1, "no");
        await Run(new(), () => Tick(2));
        Assert.Equal(["1,2,3,4,5"], _batches);
    }

    [Fact]
    public async Task A_file_comes_with_the_first_batch_after_it_was_modified()
    {
        await Run(new(), () =>
        {
            Put("later", 2, "1");
            Tick(1);
            Assert.Empty(_batches);
            Tick(2);
        });
        Assert.Equal(["1"], _batches);
    }

    [Fact]
    public async Task A_large_file_goes_over_several_batches()
    {
        Put("large", -1, string.Join('\n', Enumerable.Range(0, 5_000)));
        await Run(new() { MaxRowsPerBatch = 2_000 }, () => Tick(4));
        Assert.Equal([2_000, 2_000, 1_000], _batches.Select(batch => batch.Split(',').Length));
        Assert.Equal(Enumerable.Range(0, 5_000), _batches.SelectMany(batch => batch.Split(',')).Select(int.Parse));
    }

    [Fact]
    public async Task Bytes_and_files_of_a_batch_are_bounded()
    {
        Put("a", -3, "1\n2");
        Put("b", -2, "3\n");
        Put("c", -1, "4");
        await Run(new() { MaxFilesPerBatch = 2 }, () => Tick(2));
        Assert.Equal(["1,2,3", "4"], _batches);
    }

    [Fact]
    public async Task With_only_new_files_those_that_are_there_are_left_out()
    {
        Put("old", -1, "1");
        await Run(new() { NewFilesOnly = true }, () =>
        {
            Put("new", 0.2, "2");
            Tick(2);
        });
        Assert.Equal(["2"], _batches);
    }

    [Fact]
    public async Task A_restart_reads_the_same_files_and_what_came_meanwhile()
    {
        for (var run = 0; run < 3; run++)
        {
            Put($"file{run}", -1, $"{run}0\n{run}1");
            await Run(new(), () => Tick(1), isDurable: true);
            _clock.Advance(Second * 200);
        }

        Assert.Equal(["00,01", "10,11", "20,21"], _batches);
    }

    [Theory]
    [InlineData("grown")]
    [InlineData("touched")]
    [InlineData("gone")]
    public async Task A_file_that_is_not_as_it_was_is_an_error(string how)
    {
        Put("file", -1, string.Join('\n', Enumerable.Range(0, 3_000)));
        await using var context = Context(new() { MaxRowsPerBatch = 1_000 });
        context.Start();
        Tick(1);
        var path = Path.Combine(Incoming, "file");
        switch (how)
        {
            case "grown":
                File.AppendAllText(path, "\nmore");
                break;
            case "touched":
                File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime);
                break;
            default:
                File.Delete(path);
                break;
        }

        Tick(1);
        var failure = await context.FailsWith("LS4007");
        Assert.Equal(["file", Incoming], failure.Diagnostics[0].Parameters.Take(2));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_an_error()
    {
        Directory.Delete(Incoming);
        await using var context = Context(new());
        context.Start();
        Tick(1);
        var failure = await context.FailsWith("LS4008");
        Assert.Equal(Incoming, failure.Diagnostics[0].Parameters[0]);
    }

    [Fact]
    public async Task Malformed_lines_are_told_with_file_byte_and_reason()
    {
        Put("clicks.json", -1, "{\"Page\":\"a\"}\nnonsense\n{\"Page\":\"b\"}\n\n");
        var letters = new List<MalformedInput>();
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        context.FromTextFiles(Incoming, line => JsonSerializer.Deserialize<Click>(line)!, "clicks", new() { Malformed = MalformedPolicy.DeadLetter(letters.Add) })
            .ForEachBatch(batch => _batches.Add(string.Join(",", batch.Select(click => click.Page))));
        context.Start();
        Tick(1);
        await context.StopAsync().InTime();
        Assert.Equal("a,b", _batches[0]);
        Assert.Equal(["clicks.json, byte 13", "clicks.json, byte 35"], letters.Select(letter => letter.Position));
        Assert.Equal(("clicks", "nonsense"), (letters[0].Source, letters[0].Content));
        Assert.Equal(2, context.Sources[0].Malformed);
    }

    [Theory]
    [InlineData(FileCleanup.Delete)]
    [InlineData(FileCleanup.Move)]
    public async Task Files_that_have_been_read_and_committed_are_removed_and_old_ones_still_count(FileCleanup cleanup)
    {
        Put("old", -5_000, "1");
        var done = Path.Combine(_root, "done");
        await Run(new() { AfterCommit = cleanup, MoveTo = done }, () => Tick(3), isDurable: true);
        Assert.Equal("1", _batches[0]);
        Assert.Empty(Directory.GetFiles(Incoming));
        Assert.Equal(cleanup == FileCleanup.Move, File.Exists(Path.Combine(done, "old")));
    }

    [Fact]
    public async Task Positions_stay_small_however_many_files_there_were()
    {
        await using var context = Context(new(), isDurable: true);
        context.Start();
        for (var i = 0; i < 300; i++)
        {
            Put($"file{i}", 0, $"{i}");
            Tick(1);
        }

        var offsets = context.Run.Receivers.Inputs[0].Position;
        await context.StopAsync().InTime();
        Assert.Equal(300, _batches.Count);
        Assert.InRange(offsets.Count, 2, 70);
    }

    private async Task Run(TextFilesOptions options, Action during, bool isDurable = false)
    {
        await using var context = Context(options, isDurable);
        context.Start();
        during();
        await context.StopAsync().InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully, context.Completion.Exception?.ToString());
    }

    private StreamContext Context(TextFilesOptions options, bool isDurable = false)
    {
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = Second,
            TimeProvider = _clock,
            CheckpointDirectory = isDurable ? Path.Combine(_root, "checkpoint") : null,
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

    private sealed record Click(string Page);
}
