namespace Conformance.Tests.Spark;

/// <summary>Says in LINQ what a case does with two streams of words: the first paired with 1, the second with "x".</summary>
internal static class CasePairs
{
    public static IReadOnlyList<IReadOnlyList<string>> Run(SparkCase item)
    {
        var (first, second) = (item.Batches(word => word.GetString()!), item.Batches(word => word.GetString()!, "batches_in2"));
        return StreamTest.Run<string, string, string>(first, second, (a, b) => CasePipeline.Text(Both(item["pipeline2"][0].GetString()!, a, b)), item.Options());
    }

    private static object Both(string operation, IStreamQueryable<string> first, IStreamQueryable<string> second)
    {
        var ones = first.Select(word => new One(word, 1));
        var marks = second.Select(word => new Mark(word, "x"));
        return operation switch
        {
            "join" => ones.Join(marks, one => one.Key, mark => mark.Key, (one, mark) => new object?[] { one.Key, new object?[] { one.Value, mark.Value } }),
            "leftOuterJoin" => ones.LeftJoin(
                marks, one => one.Key, mark => mark.Key, (one, mark) => new object?[] { one.Key, new object?[] { one.Value, mark == null ? null : mark.Value } }),
            "rightOuterJoin" => ones.RightJoin(
                marks, one => one.Key, mark => mark.Key, (one, mark) => new object?[] { mark.Key, new object?[] { one == null ? null : one.Value, mark.Value } }),
            "fullOuterJoin" => ones.FullJoin(
                marks, one => one.Key, mark => mark.Key,
                (one, mark) => new object?[] { one == null ? mark!.Key : one.Key, new object?[] { one == null ? null : one.Value, mark == null ? null : mark.Value } }),
            "cogroup" => Pairs(ones).CoGroup(Texts(marks)).Select(group => new object?[] { group.Key, new object?[] { group.Value.First, group.Value.Second } }),
            "unionRaw" => first.Transform(second, (a, b, _) => a.Concat(b)),
            _ => throw new NotSupportedException($"The operation {operation} is not known."),
        };
    }

    private static IStreamQueryable<KeyValuePair<string, int>> Pairs(IStreamQueryable<One> ones) => ones.Select(one => KeyValuePair.Create(one.Key, one.Value));

    private static IStreamQueryable<KeyValuePair<string, string>> Texts(IStreamQueryable<Mark> marks) => marks.Select(mark => KeyValuePair.Create(mark.Key, mark.Value));

    private sealed record One(string Key, int Value);

    private sealed record Mark(string Key, string Value);
}
