using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Options that contradict each other, before anything is connected.</summary>
public sealed class OptionTests
{
    private static readonly KafkaSourceOptions Good = new() { BootstrapServers = "nowhere:9092", Topics = ["clicks"] };

    public static TheoryData<string> Bad => new(Changes.Keys);

    private static Dictionary<string, Func<KafkaSourceOptions, KafkaSourceOptions>> Changes { get; } = new()
    {
        ["no servers"] = options => options with { BootstrapServers = " " },
        ["no topics"] = options => options with { Topics = [] },
        ["topics and a pattern"] = options => options with { TopicPattern = new("x") },
        ["a topic twice"] = options => options with { Topics = ["a", "a"] },
        ["an empty topic"] = options => options with { Topics = [""] },
        ["no rows"] = options => options with { MaxRowsPerPartition = 0 },
        ["less than the least"] = options => options with { MaxRowsPerPartition = 5, MinRowsPerPartition = 6 },
        ["no bytes"] = options => options with { MaxBytesPerBatch = 0 },
        ["no time"] = options => options with { Timeout = TimeSpan.Zero },
        ["no interval"] = options => options with { NewPartitionsEvery = TimeSpan.Zero },
        ["a setting of its own"] = options => options with { Settings = new Dictionary<string, string> { ["group.id"] = "x" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void They_are_refused(string change) => Assert.ThrowsAny<ArgumentException>(() => new KafkaSource<string>(Changes[change](Good), message => ""));

    [Fact]
    public async Task A_source_connects_to_nothing_before_it_is_opened()
    {
        await using var source = new KafkaSource<string>(Good, message => "");
        Assert.Equal("Kafka clicks", source.ToString());
    }

    [Fact]
    public void Settings_are_not_shown()
    {
        var options = Good with { Settings = new Dictionary<string, string> { ["sasl.password"] = "secret" } };
        Assert.Equal("KafkaSourceOptions { BootstrapServers = nowhere:9092, Topics = clicks, Start = Latest }", options.ToString());
    }
}
