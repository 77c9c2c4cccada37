namespace Samples.Tests;

public sealed class RxBridgeTests
{
    [Fact]
    public async Task It_reports_the_changes_of_one_sensor_and_ends_by_itself()
    {
        using var output = new StringWriter();

        await RxBridge.Program.RunAsync(output);

        Assert.Equal(
            [
                "00:00:30  oven is hot: 197.0 °C on average over 10 seconds",
                "00:01:30  oven has cooled down: 187.0 °C on average over 10 seconds",
                "The sensors have ended after 36 means.",
                "",
            ],
            output.ToString().Split(Environment.NewLine));
    }
}
