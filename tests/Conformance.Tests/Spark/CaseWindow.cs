using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>Says in LINQ what a windowed case does.</summary>
internal static class CaseWindow
{
    public static IReadOnlyList<IReadOnlyList<string>> Run(SparkCase item)
    {
        var (length, slide) = (item.Milliseconds("window_ms"), item.Milliseconds("slide_ms"));
        var operation = item.Has("win_op") ? item["win_op"].GetString()! : "reduceInvFilter";
        return item.ElementKind switch
        {
            JsonValueKind.Number => StreamTest.Run<int, string>(
                item.Batches(element => element.GetInt32()), source => CasePipeline.Text(OverNumbers(operation, source, length, slide)), item.Options()),
            JsonValueKind.String => StreamTest.Run<string, string>(
                item.Batches(element => element.GetString()!), source => CasePipeline.Text(OverWords(operation, source, length, slide)), item.Options()),
            _ => StreamTest.Run<KeyValuePair<string, int>, string>(
                item.Batches(Pair), source => CasePipeline.Text(OverPairs(operation, source, length, slide)), item.Options()),
        };
    }

    public static KeyValuePair<string, int> Pair(JsonElement pair) => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetInt32());

    private static object OverNumbers(string operation, IStreamQueryable<int> source, TimeSpan length, TimeSpan slide) => operation switch
    {
        "window" => source.Window(length, slide),
        "windowCount" => source.Window(length, slide).Count(),
        "countByValue" => source.Window(length, slide).CountBy(number => number),
        "windowReduce" or "reduceByWindow" => source.Window(length, slide).Aggregate((a, b) => a + b),
        _ => throw Unknown(operation),
    };

    private static object OverWords(string operation, IStreamQueryable<string> source, TimeSpan length, TimeSpan slide) => operation switch
    {
        "window" => source.Window(length, slide),
        "windowCount" => source.Window(length, slide).Count(),
        "countByValue" => source.Window(length, slide).CountBy(word => word),
        _ => throw Unknown(operation),
    };

    private static object OverPairs(string operation, IStreamQueryable<KeyValuePair<string, int>> source, TimeSpan length, TimeSpan slide) => operation switch
    {
        "window" => source.Window(length, slide),
        "group" or "groupByKey" => source.Window(length, slide).GroupByKey(),
        "reduce" => source.ReduceByKeyAndWindow((a, b) => a + b, length, slide),
        "reduceInv" => source.ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, length, slide),
        "reduceInvFilter" => source.ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, length, slide, pair => pair.Value != 0),
        _ => throw Unknown(operation),
    };

    private static NotSupportedException Unknown(string operation) => new($"The operation {operation} is not known.");
}
