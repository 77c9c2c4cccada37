using Faults.Commands;

namespace Faults.Tests;

/// <summary>The commands of the harness, each for a few seconds. What they find has the arguments that show it again.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("SlidingSum-Array")]
    [InlineData("Session-Channel")]
    [InlineData("TopSoFar-Replayed")]
    [InlineData("MapState-Array")]
    [InlineData("SumSoFar-Receiver")]
    public void Crashes_lose_and_double_nothing(string cases) => Expect(CrashPointsCommand.Run, "--only", cases, "--points", "1");

    [Fact]
    public void Failing_operations_are_told_or_survived() => Expect(FailingIOCommand.Run, "--only", "SumSoFar");

    [Fact]
    public void Damaged_directories_are_refused_or_recovered() => Expect(BitFlipsCommand.Run, "--only", "MapState", "--count", "2000");

    [Fact]
    public void A_flood_is_held_back_or_dropped_and_counted() => Expect(FloodCommand.Run, "--seconds", "2");

    [Fact]
    public void Hostile_peers_are_counted_and_harm_nobody() => Expect(SocketsCommand.Run, "--frames", "100000", "--connections", "100");

    [Fact]
    public void Brokers_that_fail_lose_and_double_nothing() => Expect(KafkaCommand.Run, "--count", "12", "--rows", "1000", "--seed", "2");

    [Fact]
    public void Known_faults_are_caught() => Expect(PlantedCommand.Run);

    private static void Expect(Func<Arguments, TextWriter, int> command, params string[] options)
    {
        using var output = new StringWriter();

        var code = command(new Arguments(options), output);

        Assert.True(code == 0, output.ToString());
    }
}
