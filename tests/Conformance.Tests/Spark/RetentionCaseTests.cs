using System.Text.Json;
using Linq.Streaming.Execution.Expansion;

namespace Conformance.Tests.Spark;

/// <summary>How long the data of a stream is remembered.</summary>
public sealed class RetentionCaseTests
{
    /// <summary>
    /// Spark keeps everything for the time that the user asks for (3 s here), and the parents for that much longer. Here nobody outside of the query reads
    /// old data, so there is no such time: each stream is remembered for exactly as long as a window above it may still read it. Nothing that is needed is missing.
    /// </summary>
    [Theory]
    [SparkCases("basic.cleanup.mapWindow")]
    public void Nested_windows_add_up_and_nothing_else_is_kept(string id)
    {
        var item = SparkCase.Of(id);
        var chain = item.Params.GetProperty("chain").EnumerateArray().Skip(1).Select(step => (Length: Time(step[1]), Slide: Time(step[2]))).ToArray();
        var batches = item.Batches(element => element.GetInt32());
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = item.Milliseconds("batch_ms"),
            Parallelism = 2,
            ExactPartitions = true,
            IsStepped = true,
            ZeroTime = DateTimeOffset.UnixEpoch,
        });
        var outputs = 0;
        context.FromBatches<int>(batches, "source").Select(x => x).Named("map")
            .Window(chain[0].Length, chain[0].Slide).Named("window1")
            .Window(chain[1].Length, chain[1].Slide).Named("window2")
            .ForEachBatch(_ => outputs++);
        context.Start();
        foreach (var _ in batches)
        {
            context.Run.Step();
        }

        Assert.Equal(item["expected"].GetProperty("num_outputs").GetInt32(), outputs);
        Assert.Equal(chain[1].Length, Retention("window1"));
        Assert.Equal(chain[0].Length + chain[1].Length, Retention("map"));
        Assert.Equal([7000, 8000, 9000, 10000], Kept("window1"));
        Assert.Equal([5000, 6000, 7000, 8000, 9000, 10000], Kept("map"));
        Assert.Empty(Kept("window2"));
        Assert.All(new[] { "window1", "map" }, name => Assert.True(Retention(name) <= Time(item["expected"].GetProperty("remember_ms").GetProperty(name))));
        context.Run.Dispose();

        StreamExpander Stream(string name) => context.Run.Graph.Expanders.Single(expander => expander.Template.OperatorId == name);
        TimeSpan Retention(string name) => Stream(name).Template.Retention;
        IEnumerable<int> Kept(string name) => Enumerable.Range(1, batches.Length).Select(batch => batch * 1000).Where(end =>
            Stream(name).Between(DateTime.UnixEpoch.Ticks + ((end - 1) * TimeSpan.TicksPerMillisecond), DateTime.UnixEpoch.Ticks + (end * TimeSpan.TicksPerMillisecond)).Count > 0);
    }

    private static TimeSpan Time(JsonElement milliseconds) => TimeSpan.FromMilliseconds(milliseconds.GetInt32());
}
