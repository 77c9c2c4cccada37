using System.Reflection;
using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>Says in LINQ what the steps of a case say.</summary>
internal static class CasePipeline
{
    /// <summary>The batches that come out, as text.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Run<T>(IEnumerable<IEnumerable<T>?> batches, JsonElement pipeline, StreamTestOptions options) =>
        StreamTest.Run<T, string>(batches, source => Text(pipeline.EnumerateArray().Aggregate((object)source, Step)), options);

    /// <summary>A stream of any element type as a stream of texts.</summary>
    public static IStreamQueryable<string> Text(object stream)
    {
        var element = stream.GetType().GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IStreamQueryable<>));
        var texts = typeof(CasePipeline).GetMethod(nameof(TextOf), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (IStreamQueryable<string>)texts.MakeGenericMethod(element.GetGenericArguments()).Invoke(null, [stream])!;
    }

    private static IStreamQueryable<string> TextOf<T>(IStreamQueryable<T> stream) => stream.Select(element => CaseText.Of(element));

    private static object Step(object stream, JsonElement step) => (Word(step, 0), Word(step, 1), stream) switch
    {
        ("map", "pair1", IStreamQueryable<string> words) => words.Select(word => KeyValuePair.Create(word, 1)),
        ("map", "toString", IStreamQueryable<int> numbers) => numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ("mapPartitions", "sum", IStreamQueryable<int> numbers) => numbers.MapPartitions<int, int>(rows => [rows.Sum()]),
        ("repartition", var count, IStreamQueryable<int> numbers) => numbers.Repartition(int.Parse(count, CultureInfo.InvariantCulture)),
        ("groupByKey", _, IStreamQueryable<KeyValuePair<string, int>> pairs) => pairs.GroupByKey(),
        ("reduceByKey", "add", IStreamQueryable<KeyValuePair<string, int>> pairs) => pairs.ReduceByKey((a, b) => a + b),
        ("mapValues", "plus10", IStreamQueryable<KeyValuePair<string, int>> pairs) => pairs.MapValues(value => value + 10),
        ("flatMapValues", "v_and_plus10", IStreamQueryable<KeyValuePair<string, int>> pairs) => pairs.FlatMapValues(value => new[] { value, value + 10 }),
        ("reduce", "add", IStreamQueryable<int> numbers) => numbers.Aggregate((a, b) => a + b),
        ("count", _, IStreamQueryable<int> numbers) => numbers.Count(),
        ("countByValue", _, IStreamQueryable<int> numbers) => numbers.CountBy(number => number),
        ("unionSelfPlus", _, IStreamQueryable<int> numbers) =>
            step[1].EnumerateArray().Select(offset => offset.GetInt32()).Aggregate(numbers, (all, offset) => all.Concat(numbers.Select(number => number + offset))),
        _ => throw new NotSupportedException($"The step {step} over {stream.GetType()} is not known."),
    };

    private static string Word(JsonElement step, int index) => index < step.GetArrayLength() ? step[index].ToString() : "";
}
