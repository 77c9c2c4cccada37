using System.Runtime.CompilerServices;
using Conformance.Tests.Incremental;

namespace Conformance.Tests.Joins;

/// <summary>Joins of two streams through windows of different lengths, against LINQ to Objects over the contents of both.</summary>
public sealed class JoinProperties
{
    [Fact]
    [GeneratedCases(250)]
    public void Inner_joins() => Check(
        (a, b) => a.Join(b, x => x.Key, y => y.Key, (x, y) => x.Text + y.Text),
        (a, b) => a.Join(b, x => x.Key, y => y.Key, (x, y) => x.Text + y.Text));

    [Fact]
    [GeneratedCases(250)]
    public void Left_joins() => Check(
        (a, b) => a.LeftJoin(b, x => x.Number, y => y.Number, (x, y) => x.Text + (y == null ? "-" : y.Text)),
        (a, b) => a.LeftJoin(b, x => x.Number, y => y.Number, (x, y) => x.Text + (y == null ? "-" : y.Text)));

    [Fact]
    [GeneratedCases(250)]
    public void Right_joins() => Check(
        (a, b) => a.RightJoin(b, x => x.Number, y => y.Number, (x, y) => (x == null ? "-" : x.Text) + y.Text),
        (a, b) => a.RightJoin(b, x => x.Number, y => y.Number, (x, y) => (x == null ? "-" : x.Text) + y.Text));

    [Fact]
    [GeneratedCases(250)]
    public void Full_joins() => Check(
        (a, b) => a.FullJoin(b, x => x.Number, y => y.Number, (x, y) => (x == null ? "-" : x.Text) + (y == null ? "-" : y.Text)),
        (a, b) => a.LeftJoin(b, x => x.Number, y => y.Number, (x, y) => x.Text + (y == null ? "-" : y.Text))
            .Concat(b.ExceptBy(a.Select(x => x.Number), y => y.Number).SelectMany(y => b.Where(z => z.Number == y.Number)).Select(y => "-" + y.Text)));

    [Fact]
    [GeneratedCases(250)]
    public void Group_joins_keep_the_order_of_matches() => Check(
        (a, b) => a.GroupJoin(b, x => x.Key, y => y.Key, (x, ys) => x.Text + string.Concat(ys.Select(y => y.Text))),
        (a, b) => a.GroupJoin(b, x => x.Key, y => y.Key, (x, ys) => x.Text + string.Concat(ys.Select(y => y.Text))));

    [Fact]
    [GeneratedCases(150)]
    public void Null_keys_match_nothing() => Check(
        (a, b) => a.FullJoin(b, x => x.Maybe, y => y.Maybe, (x, y) => (x == null ? "-" : x.Text) + (y == null ? "-" : y.Text)),
        (a, b) => a.SelectMany(x => b.Where(y => x.Maybe is not null && x.Maybe == y.Maybe).Select(y => y.Text).DefaultIfEmpty("-").Select(text => x.Text + text))
            .Concat(b.Where(y => y.Maybe is null || a.All(x => x.Maybe != y.Maybe)).Select(y => "-" + y.Text)));

    [Fact]
    [GeneratedCases(150)]
    public void Keys_that_are_no_numbers_match_each_other() => Check(
        (a, b) => a.Join(b, x => x.Real, y => y.Real, (x, y) => x.Text + y.Text),
        (a, b) => a.Join(b, x => x.Real, y => y.Real, (x, y) => x.Text + y.Text));

    [Fact]
    [GeneratedCases(150)]
    public void The_groups_of_joined_windows() => Check(
        (a, b) => a.Join(b, x => x.Key, y => y.Key, (x, y) => x.Number * y.Number).GroupBy(product => product % 3).Select(g => new object[] { g.Key, g.Count(), g.Sum() }),
        (a, b) => a.Join(b, x => x.Key, y => y.Key, (x, y) => x.Number * y.Number).GroupBy(product => product % 3).Select(g => new object[] { g.Key, g.Count(), g.Sum() }));

    private void Check<T>(
        Func<IStreamQueryable<Row>, IStreamQueryable<Row>, IStreamQueryable<T>> query, Func<Row[], Row[], IEnumerable<T>> model, [CallerMemberName] string name = "") =>
        this.Check(TwoStreams.Cases, item => item.Expect(query, model), name);
}
