using System.Net;
using System.Net.Sockets;
using System.Text;
using Linq.Streaming.Execution.Inputs.TextFiles;
using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Spark;

/// <summary>Files of a directory, and lines of a socket.</summary>
public sealed class FileCaseTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("linqstream-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [SparkCases("derived.fileStream.newFile")]
    public void A_file_is_new_by_its_time(string id)
    {
        var item = SparkCase.Of(id);
        var now = Ticks(item.Params.GetProperty("batch_time_ms").GetInt64());
        var mark = FileMark.Later(
            FileMark.Behind(Ticks(item.Params.GetProperty("initial_threshold_ms").GetInt64())), FileMark.Behind(now - Ticks(item.Params.GetProperty("remember_ms").GetInt64())));
        foreach (var row in item["table"].EnumerateArray())
        {
            Assert.Equal(row[2].GetBoolean(), mark.IsNew(new FileId("file", 1, Ticks(row[0].GetInt64())), row[1].GetBoolean(), now));
        }

        static long Ticks(long milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond;
    }

    /// <summary>Files that come while nothing runs go to the batches that are made up for, by their times. In Spark the last batch before the end may come again; here it comes once.</summary>
    [Theory]
    [SparkCases("ckpt.fileWindow")]
    public async Task Files_that_come_while_nothing_runs_are_in_the_batches_of_their_times(string id)
    {
        var (item, sums) = (SparkCase.Of(id), new List<int>());
        var (batch, clock) = (item.Milliseconds("batch_ms"), new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        var files = Directory.CreateDirectory(Path.Combine(_root, "in")).FullName;
        for (var run = 0; run < 2; run++)
        {
            await using var context = new StreamContext(new StreamOptions { BatchInterval = batch, TimeProvider = clock, CheckpointDirectory = Path.Combine(_root, "checkpoint") });
            context.FromTextFiles(files, "files").Select(line => int.Parse(line, CultureInfo.InvariantCulture))
                .Window(item.Milliseconds("window_ms"), item.Milliseconds("slide_ms")).Aggregate((a, b) => a + b).ForEachBatch(rows => sums.AddRange(rows));
            context.Start();
            for (var file = (run * 6) + 1; file <= (run * 6) + 3; file++)
            {
                Put(file);
            }

            // Nothing is lost with what was not made.
            await context.StopAsync(StopMode.AfterBatch);
            for (var file = 4; run == 0 && file <= 6; file++)
            {
                Put(file);
            }
        }

        Assert.Equal(item["expected"].GetProperty("all_outputs_set").EnumerateArray().Select(sum => sum.GetInt32()), sums);

        void Put(int number)
        {
            var path = Path.Combine(files, $"{number}");
            File.WriteAllText(path, $"{number}");
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime.AddSeconds(1));
            clock.Advance(batch);
        }
    }

    [Theory]
    [SparkCases("input.socket")]
    public async Task Lines_of_a_socket_come_in_order(string id)
    {
        var (item, lines, clock) = (SparkCase.Of(id), new List<string>(), new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen();
        await using var context = new StreamContext(new StreamOptions { BatchInterval = item.Milliseconds("batch_ms"), TimeProvider = clock });
        context.FromSocket("127.0.0.1", ((IPEndPoint)server.LocalEndPoint!).Port).ForEachBatch(batch => lines.AddRange(batch));
        context.Start();
        using var peer = await server.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var batch in item["batches_in"].EnumerateArray())
        {
            await peer.SendAsync(Encoding.UTF8.GetBytes(string.Concat(batch.EnumerateArray().Select(line => $"{line.GetString()}\n"))));
            clock.Advance(item.Milliseconds("batch_ms"));
        }

        var expected = item["expected"].GetProperty("flattened").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.True(SpinWait.SpinUntil(() => context.Sources[0].Count + context.Sources[0].Lag == expected.Count, TimeSpan.FromSeconds(30)));
        await context.StopAsync();
        Assert.Equal(expected, lines);
        Assert.Equal(item["expected"].GetProperty("processed").GetInt64(), context.Exit!.Sources[0].Committed);
    }
}
