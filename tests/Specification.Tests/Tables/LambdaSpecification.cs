namespace Specification.Tests.Tables;

/// <summary>What lambdas of a query may say, and what they may say it about.</summary>
public sealed class LambdaSpecification : StreamSpecification
{
    private static readonly int Limit = 3;

    private readonly int _offset = 10;

    public static int Shared { get; set; } = 5;

    [Fact]
    public void Contains_of_an_array_works_in_lambdas()
    {
        int[] wanted = [2, 3];
        Batches([1, 2], [3]).Through(s => s.Where(x => wanted.Contains(x))).ShouldEmit([2], [3]);
        Batches([1, 2], [3]).Through(s => s.Select(x => wanted.Contains(x) ? wanted.Length : 0)).ShouldEmit([0, 2], [2]);
        Batches([1, 2], [3]).Through(s => s.GroupBy(x => wanted.Contains(x)).Select(g => ValueTuple.Create(g.Key, g.Count()))).ShouldEmitInAnyOrder([(false, 1), (true, 1)], [(true, 1)]);
        Batches(["a"], ["b"]).Through(s => s.Where(x => new[] { "b", "c" }.Contains(x))).ShouldEmit([], ["b"]);
        Batches([new Sample([1, 2], 1)], [new Sample([], 1)]).Through(s => s.Select(x => x.Items.Contains(2))).ShouldEmit([true], [false]);
    }

    [Fact]
    public void Locals_fields_and_statics_can_be_captured()
    {
        var factor = 2;
        Batches([1, 2, 3, 4]).Through(s => s.Where(x => x <= Limit).Select(x => (x * factor) + _offset + Shared)).ShouldEmit([17, 19, 21]);
    }

    [Fact]
    public void Captured_values_are_read_once_at_the_start()
    {
        var limit = 1;
        int Raise() => limit += 100;
        Func<int> raise = Raise;
        var rows = StreamTest.Run<int, int>([[1, 5], [1, 5]], s => s.Where(x => x <= limit).Select(x => x + (0 * raise.Invoke() * x)));
        Assert.Equal("[1] [1]", RowText.Of(rows, RowOrder.Kept));
        Assert.Equal(101, limit);
    }

    [Fact]
    public void Captured_values_are_read_again_for_a_restart()
    {
        var limit = 1;
        var rows = StreamTest.Run<int, int>(
            [[1, 5], [1, 5]],
            s =>
            {
                var query = s.Where(x => x <= limit);
                limit += 5;
                return query;
            },
            new() { RestartAfterBatch = 1 });
        Assert.Equal("[1 | 5] [1 | 5]", RowText.Of(rows, RowOrder.Kept));
    }

    [Fact]
    public void A_nested_lambda_sees_its_own_row_also_when_it_is_evaluated_later()
    {
        var rows = StreamTest.Run([[new Sample([1, 2, 3], 1), new Sample([1, 2, 3], 2)], [new Sample([5], 0)]], s => s.Select(x => x.Items.Where(i => i > x.Least)));
        Assert.Equal("[{2, 3} | {3}] [{5}]", RowText.Of(rows, RowOrder.Kept));

        var grouped = StreamTest.Run(
            [[new Sample([1, 2, 3], 1), new Sample([1, 2, 3], 2)]], s => s.GroupBy(x => x.Least).Select(g => g.Select(x => x.Items.Where(i => i > x.Least && i > g.Key)).SelectMany(x => x)), new() { Partitions = 1 });
        Assert.Equal("[{2, 3} | {3}]", RowText.Of(grouped, RowOrder.Kept));

        var many = StreamTest.Run([[1, 2]], s => from x in s let y = x * 10 from z in new[] { y, y + 1 } select new[] { 0, 1 }.Select(i => x + y + z + i));
        Assert.Equal("[{21, 22} | {22, 23} | {42, 43} | {43, 44}]", RowText.Of(many, RowOrder.Kept));
    }

    [Fact]
    public void Elements_may_be_of_any_kind()
    {
        Batches([new Point(1, 2), new Point(3, 4)]).Through(s => s.Where(p => p.X > 1).Select(p => new Point(p.Y, p.X))).ShouldEmit([new Point(4, 3)]);
        Batches([(1, "a"), (2, "b")]).Through(s => s.Where(t => t.Item1 > 1).Select(t => t.Item2)).ShouldEmit(["b"]);
        Batches([new { A = 1 }, new { A = 2 }]).Through(s => s.Select(o => new { o.A, B = o.A + 1 }).Where(o => o.B > 2)).ShouldEmit([new { A = 2, B = 3 }]);
        Batches([DayOfWeek.Monday, DayOfWeek.Sunday, DayOfWeek.Monday]).Through(s => s.CountBy(d => d)).ShouldEmitInAnyOrder([Pair(DayOfWeek.Monday, 2L), Pair(DayOfWeek.Sunday, 1L)]);
        Batches([new Plain { Name = "x" }]).Through(s => s.Select(p => new Plain { Name = p.Name + "y" }).Select(p => p.Name)).ShouldEmit(["xy"]);
    }

    [Fact]
    public void Conditions_throws_and_calls_work_in_lambdas()
    {
        Func<int, int> twice = x => x * 2;
        Batches([1, 2]).Through(s => s.Select(x => twice(x) + Math.Max(x, 0) + (x > 1 ? int.Parse("7", null) : 0))).ShouldEmit([3, 13]);
        Batches([1, 2]).Through(s => s.Select(x => new List<int> { x, x + 1 }).Select(l => l.Count + l[0])).ShouldEmit([3, 4]);
        Batches<string?>([null, "ab"]).Through(s => s.Select(x => (x ?? "").Length)).ShouldEmit([0, 2]);
    }

    [Fact]
    public void A_group_can_be_read_with_a_captured_function_of_its_rows()
    {
        Func<int, bool> isOdd = x => x % 2 == 1;
        Batches([1, 2, 3]).Through(s => s.GroupBy(x => 0).Select(g => ValueTuple.Create(g.Count(isOdd), g.Where(isOdd).Sum()))).ShouldEmit([(2, 4)]);
    }

    public sealed record Sample(int[] Items, int Least);

    public readonly record struct Point(int X, int Y);

    public sealed class Plain
    {
        public string Name { get; set; } = "";
    }
}
