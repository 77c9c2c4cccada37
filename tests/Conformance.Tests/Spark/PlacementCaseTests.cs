using Linq.Streaming.Execution.Receiving;

namespace Conformance.Tests.Spark;

/// <summary>Where a receiver is started again.</summary>
public sealed class PlacementCaseTests
{
    [Theory]
    [SparkCases("receiver.reschedule.*")]
    public void A_receiver_goes_where_least_is(string id)
    {
        var parameters = SparkCase.Of(id).Params;
        var placed = parameters.GetProperty("tracking").EnumerateArray().Select(receiver => Names(receiver[1])).ToArray();

        var candidates = ReceiverPlacement.Reschedule(parameters.GetProperty("preferred").GetString(), placed, Names(parameters.GetProperty("executors")));

        Assert.Equal(Names(SparkCase.Of(id)["expected"].GetProperty("executors")).Order(), candidates.Order());
    }

    private static string[] Names(System.Text.Json.JsonElement names) => [.. names.EnumerateArray().Select(name => name.GetString()!)];
}
