using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Spark;

/// <summary>Queues and the numbering of sources.</summary>
public sealed class InputCaseTests
{
    [Theory]
    [SparkCases("input.queue.*")]
    public async Task A_queue_gives_one_list_or_all_to_a_batch(string id)
    {
        var item = SparkCase.Of(id);
        var (clock, queue, seen) = (new FakeTimeProvider(DateTimeOffset.UnixEpoch), new Queue<IReadOnlyList<string>>(), new List<string>());
        await using var context = new StreamContext(new StreamOptions { BatchInterval = item.Milliseconds("batch_ms"), TimeProvider = clock });
        context.FromQueue(queue, oneAtATime: item["queue"].GetString() == "one").ForEachBatch(batch =>
        {
            if (batch.Count > 0)
            {
                seen.Add(string.Join(",", batch));
            }
        });
        context.Start();
        var ticks = item.Params.GetProperty("enqueue_per_tick").EnumerateArray().ToList();
        foreach (var tick in ticks)
        {
            lock (queue)
            {
                // One at a time, each element is a list of its own; else the lists of a tick are taken together.
                foreach (var element in tick.EnumerateArray())
                {
                    queue.Enqueue([element.GetString()!]);
                }
            }

            clock.Advance(item.Milliseconds("batch_ms"));
        }

        await context.StopAsync();
        Assert.Equal(item["expected_out"].EnumerateArray().Select(batch => string.Join(",", batch.EnumerateArray().Select(element => element.GetString()))), seen);
    }

    /// <summary>Spark numbers inputs; here a source that has no name is called after its operator and number.</summary>
    [Theory]
    [SparkCases("input.ids")]
    public async Task Sources_are_numbered_in_the_order_in_which_they_are_made(string id)
    {
        var item = SparkCase.Of(id);
        await using var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromSeconds(1), TimeProvider = new FakeTimeProvider() });
        foreach (var kind in item.Params.GetProperty("create").EnumerateArray())
        {
            var source = kind.GetString() == "receiver"
                ? context.FromChannel(System.Threading.Channels.Channel.CreateUnbounded<int>().Reader)
                : context.FromQueue(new Queue<IReadOnlyList<int>>());
            source.ForEachBatch(_ => { });
        }

        context.Start();
        var numbers = context.Sources.Select(source => int.Parse(source.Name.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(item["expected"].GetProperty("all_ids").EnumerateArray().Select(number => number.GetInt32()), numbers);
        Assert.Equal(item["expected"].GetProperty("num_receivers").GetInt32(), context.Sources.Count(source => source.Kind == "FromChannel"));
    }
}
