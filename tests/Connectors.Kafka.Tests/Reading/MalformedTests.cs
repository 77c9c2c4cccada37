using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Records that are no rows.</summary>
public sealed class MalformedTests : KafkaTest
{
    [Fact]
    public async Task It_fails_with_the_place_of_the_record()
    {
        using var topic = Broken();
        await using var run = await Open(Options);
        var error = await Error(() => run.TakeUntilAsync(3));
        Assert.Equal("LS4006", error.Code);
        Assert.Equal(["clicks", "clicks-0, offset 1", "The value is no UTF-8."], error.Parameters);
    }

    [Fact]
    public async Task It_is_left_out_and_counted()
    {
        using var topic = Broken();
        await using var run = await Open(Options with { Malformed = MalformedPolicy.Skip });
        await run.TakeUntilAsync(2);
        Assert.Equal(["a", "b"], run.Rows);
        Assert.Equal(2, run.Source.MalformedCount);
    }

    [Fact]
    public async Task It_is_handed_to_a_function()
    {
        var letters = new List<MalformedInput>();
        using var topic = Broken();
        await using var run = await Open(Options with { Malformed = MalformedPolicy.DeadLetter(letters.Add) });
        await run.TakeUntilAsync(2);
        Assert.Equal(
            [
                new MalformedInput("clicks", "clicks-0, offset 1", "The value is no UTF-8.", "C328"),
                new MalformedInput("clicks", "clicks-0, offset 2", "The message has no value.", ""),
            ],
            letters);
    }

    [Fact]
    public async Task Values_that_are_no_JSON_of_the_type_are_malformed()
    {
        var letters = new List<MalformedInput>();
        using var topic = new Topic(Cluster);
        topic.Write(0, """{"Page":"/","Millis":12}""", "{", """{"Page":"/","Millis":"x"}""", "null", """{"Page":"/b","Millis":3}""");
        var seen = new TaskCompletionSource<IReadOnlyList<Click>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromMilliseconds(20) });
        var clicks = new List<Click>();
        context.FromKafkaJson<Click>(Options with { Malformed = MalformedPolicy.DeadLetter(letters.Add) }, "clicks").ForEachBatch(batch =>
        {
            clicks.AddRange(batch);
            if (clicks.Count == 2)
                seen.TrySetResult(clicks);
        });
        context.Start();
        Assert.Equal([new Click("/", 12), new Click("/b", 3)], await seen.Task.WaitAsync(Patience.Time));
        Assert.Equal(["clicks-0, offset 1", "clicks-0, offset 2", "clicks-0, offset 3"], letters.Select(letter => letter.Position));
        Assert.Equal(3, context.Sources[0].Malformed);
    }

    private Topic Broken()
    {
        var topic = new Topic(Cluster);
        topic.WriteBytes(0, "a"u8.ToArray(), [0xC3, 0x28], null, "b"u8.ToArray());
        return topic;
    }

    internal sealed record Click(string Page, int Millis);
}
