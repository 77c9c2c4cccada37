using System.Text;
using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Sinks;

/// <summary>One text file for each batch.</summary>
public sealed class TextFilesTests
{
    private const string Clean = "words-1767225601000=a,b;words-1767225602000=;words-1767225603000=c;words-1767225604000=d";

    private static readonly string[][] Batches = [["a", "b"], [], ["c"], ["d"]];

    [Fact]
    public void Each_batch_is_a_file_named_by_its_time()
    {
        var files = new SimulatedFileSystem();
        new Run().Of(files);

        Assert.Equal(Clean, Seen(files));
    }

    [Fact]
    public void A_crash_at_any_operation_loses_doubles_and_tears_nothing()
    {
        var points = 0;
        foreach (var point in CrashSweep.Of<Run>((files, run) => run.Of(files), 20))
        {
            points++;
            Assert.StartsWith(Seen(point.Found), Clean, StringComparison.Ordinal);
            new Run { Decided = point.Told.Decided }.Of(point.Found);
            Assert.Equal(Clean, Seen(point.Found));
            Assert.Equal(Clean, Seen(point.Found.AfterCrash(CrashKind.Lost, 0)));
            Assert.Equal(4, point.Found.List("out").Count);
        }

        Assert.InRange(points, 1_000, int.MaxValue);
    }

    [Theory]
    [InlineData(FaultKind.InputOutput)]
    [InlineData(FaultKind.NoSpace)]
    [InlineData(FaultKind.ShortWrite)]
    [InlineData(FaultKind.Sync)]
    public void A_failure_is_told_and_the_call_may_come_again(object fault)
    {
        for (var (number, isLast) = (1, false); !isLast; number++)
        {
            var files = new SimulatedFileSystem { Fault = (FaultKind)fault, FailAt = number };
            var run = new Run();

            var failure = Record.Exception(() => run.Of(files));

            isLast = files.Operations < number;
            Assert.True(failure is null or DurableIOException, $"{number}: {failure}");
            files.FailAt = 0;
            run.Of(files);
            Assert.Equal(Clean, Seen(files.AfterCrash(CrashKind.Lost, 0)));
        }
    }

    [Fact]
    public void Elements_are_written_in_the_invariant_culture()
    {
        var files = new SimulatedFileSystem();
        var sink = new TextFilesSink<(double, string?)>("out/pairs", files);
        sink.Open();
        sink.Write(SinkTesting.Batch<(double, string?)>(1, (1.5, "a")));

        Assert.Equal("pairs-1767225601000=(1.5, a)", Seen(files));
    }

    [Fact]
    public void Batches_within_a_millisecond_are_refused()
    {
        var sink = new TextFilesSink<int>("out/a", new SimulatedFileSystem());
        sink.Open();
        var first = SinkTesting.Batch(1, 1);
        sink.Write(first);

        Assert.Throws<InvalidOperationException>(() => sink.Prepare(new Batch<int>([1], first.Time.AddTicks(1), 2, null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("out/")]
    [InlineData("out/.words")]
    public void A_prefix_names_files(string prefix) =>
        Assert.ThrowsAny<ArgumentException>(() => new TextFilesSink<int>(prefix, new SimulatedFileSystem()));

    [Fact]
    public async Task A_query_writes_text_files()
    {
        var directory = Directory.CreateTempSubdirectory("linqstream-").FullName;
        try
        {
            await using var context = new StreamContext(TimeSpan.FromSeconds(1));
            context.FromEnumerable(Enumerable.Range(1, 5), batchSize: 2).Select(i => i * i).WriteTextFiles(Path.Combine(directory, "squares"));
            await context.RunAsync();

            var files = Directory.GetFiles(directory).Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(["1\n4\n", "9\n16\n", "25\n"], files.Select(File.ReadAllText));
            Assert.All(files, path => Assert.Matches("^squares-[0-9]+$", Path.GetFileName(path)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string Seen(IDurableFileSystem files) => string.Join(';', files.List("out").Where(name => name[0] != '.')
        .Select(name => $"{name}={Encoding.UTF8.GetString(files.Read($"out/{name}")).TrimEnd('\n').Replace('\n', ',')}"));

    private sealed class Run
    {
        public long Decided { get; set; }

        public void Of(IDurableFileSystem files)
        {
            var sink = new TextFilesSink<string>("out/words", files);
            sink.Open();
            if (Decided > 0)
            {
                sink.Commit(Decided);
            }

            sink.Abort(Decided + 1);
            while (Decided < Batches.Length)
            {
                var next = Decided + 1;
                sink.Prepare(SinkTesting.Batch(next, ["in vain"]));
                sink.Prepare(SinkTesting.Batch(next, Batches[next - 1]));
                Decided = next;
                sink.Commit(next);
                sink.Commit(next);
            }

            sink.Close();
        }
    }
}
