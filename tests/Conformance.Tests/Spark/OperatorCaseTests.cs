using System.Text.Json;

namespace Conformance.Tests.Spark;

/// <summary>Operators of one batch, of one stream and of two.</summary>
public sealed class OperatorCaseTests
{
    [Theory]
    [SparkCases("basic.*", Having = "pipeline")]
    public void A_pipeline_gives_what_Spark_gives(string id)
    {
        var item = SparkCase.Of(id);
        var actual = item.ElementKind == JsonValueKind.Number
            ? CasePipeline.Run(item.Batches(element => element.GetInt32()), item["pipeline"], item.Options())
            : CasePipeline.Run(item.Batches(element => element.GetString()!), item["pipeline"], item.Options());
        CaseText.AssertEqual(item.Expected(), actual, item.IsOrdered);
        if (item.Has("expected_partitions"))
        {
            Assert.Equal(item["expected_partitions"].EnumerateArray().Select(count => count.GetInt32()), PartitionCounts(item));
        }
    }

    [Theory]
    [SparkCases("basic.*", Having = "pipeline2", Without = "expected_error")]
    public void Two_streams_give_what_Spark_gives(string id)
    {
        var item = SparkCase.Of(id);
        CaseText.AssertEqual(item.Expected(), CasePairs.Run(item), item.IsOrdered);
    }

    /// <summary>Spark throws at the batch where a parent has no RDD. Here the result has none either: nothing was computed wrongly, and the run goes on.</summary>
    [Theory]
    [SparkCases("basic.transformWith.parentNone")]
    public void Transform_of_a_missing_parent_gives_no_batch_instead_of_an_exception(string id)
    {
        var item = SparkCase.Of(id);
        Assert.Equal(item["expected_error"].GetProperty("batch").GetInt32(), item.Expected().Length + 1);
        CaseText.AssertEqual(item.Expected(), CasePairs.Run(item), item.IsOrdered);
    }

    [Theory]
    [SparkCases("basic.transform.null")]
    public void Transform_that_returns_null_fails_its_batch(string id)
    {
        var item = SparkCase.Of(id);
        var error = Assert.Throws<StreamQueryException>(() => StreamTest.Run<int, int>(
            item.Batches(element => element.GetInt32()), source => source.Transform((_, _) => (IEnumerable<int>)null!), item.Options()));
        Assert.Equal(("LS3007", "Transform"), (error.Code, error.Parameters[0]));
    }

    private static IEnumerable<int> PartitionCounts(SparkCase item) => StreamTest.Run<int, int[]>(
        item.Batches(element => element.GetInt32()), source => source.Repartition(item.Params.GetProperty("numPartitions").GetInt32()).Glom(), item.Options())
        .Select(batch => batch.Count);
}
