using System.Collections;

namespace Conformance.Tests.Incremental;

/// <summary>A group of LINQ to Objects with the interface of the engine's groups, so that one lambda can be given to both.</summary>
internal sealed class ModelGroup<TKey>(TKey key, IEnumerable<Row> rows) : IStreamGrouping<TKey, Row>
{
    private readonly Row[] _rows = [.. rows];

    public TKey Key => key;

    public TimeWindow Window => throw new NotSupportedException("The model has no windows.");

    public IEnumerator<Row> GetEnumerator() => _rows.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The groups of some rows.</summary>
    public static IEnumerable<ModelGroup<TKey>> Of(IEnumerable<Row> rows, Func<Row, TKey> key) => rows.GroupBy(key).Select(group => new ModelGroup<TKey>(group.Key, group));
}
