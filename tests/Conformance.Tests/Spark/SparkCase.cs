using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>One case of the file.</summary>
internal sealed class SparkCase(JsonElement json)
{
    private static readonly Lazy<IReadOnlyDictionary<string, SparkCase>> File = new(Load);

    /// <summary>All cases of the file, by id.</summary>
    public static IReadOnlyDictionary<string, SparkCase> All => File.Value;

    public string Id => json.GetProperty("id").GetString()!;

    public bool IsOrdered => json.GetProperty("ordered").GetBoolean();

    public JsonElement Params => json.GetProperty("params");

    public JsonElement this[string field] => json.GetProperty(field);

    public static SparkCase Of(string id) => All[id];

    public bool Has(string field) => json.TryGetProperty(field, out _);

    /// <summary>The expected batches as text.</summary>
    public string[][] Expected(string field = "expected_out") => [.. json.GetProperty(field).EnumerateArray().Select(CaseText.Batch)];

    /// <summary>The batches that go in; null where the source has no RDD.</summary>
    public T[]?[] Batches<T>(Func<JsonElement, T> element, string field = "batches_in") =>
        [.. json.GetProperty(field).EnumerateArray().Select(batch => batch.ValueKind == JsonValueKind.Null ? null : batch.EnumerateArray().Select(element).ToArray())];

    /// <summary>What the elements that go in are.</summary>
    public JsonValueKind ElementKind => json.GetProperty("batches_in").EnumerateArray()
        .Where(batch => batch.ValueKind == JsonValueKind.Array)
        .SelectMany(batch => batch.EnumerateArray()).First().ValueKind;

    /// <summary>A time in milliseconds among the parameters.</summary>
    public TimeSpan Milliseconds(string parameter) => TimeSpan.FromMilliseconds(Params.GetProperty(parameter).GetInt32());

    /// <summary>How the case is to be run.</summary>
    public StreamTestOptions Options() => new()
    {
        BatchInterval = Milliseconds("batch_ms"),
        Partitions = Params.TryGetProperty("input_partitions", out var partitions) ? partitions.GetInt32() : 2,
        BatchCount = Params.TryGetProperty("num_batches", out var count) ? count.GetInt32() : null,
    };

    private static Dictionary<string, SparkCase> Load()
    {
        using var stream = typeof(SparkCase).Assembly.GetManifestResourceStream("spark-cases.json")!;
        var cases = JsonDocument.Parse(stream).RootElement.GetProperty("cases");
        return cases.EnumerateArray().Select(json => new SparkCase(json)).ToDictionary(item => item.Id);
    }
}
