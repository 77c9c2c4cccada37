using System.Runtime.CompilerServices;
using Conformance.Tests.Incremental;

namespace Conformance.Tests.Joins;

/// <summary>What treats two streams as one: set operators and CoGroup. Where one side has no RDD, the other counts alone.</summary>
public sealed class SetProperties
{
    [Fact]
    [GeneratedCases(150)]
    public void Concat_keeps_repetitions() => Check((a, b) => a.Concat(b), (a, b) => a.Concat(b));

    [Fact]
    [GeneratedCases(200)]
    public void Union_has_each_element_once() => Check(
        (a, b) => a.Select(x => x.Real).Union(b.Select(y => y.Real)), (a, b) => a.Select(x => x.Real).Union(b.Select(y => y.Real)));

    [Fact]
    [GeneratedCases(200)]
    public void Except_leaves_out_what_the_second_has() => Check(
        (a, b) => a.Select(x => x.Number).Except(b.Select(y => y.Number)), (a, b) => a.Select(x => x.Number).Except(b.Select(y => y.Number)));

    [Fact]
    [GeneratedCases(200)]
    public void Intersect_has_what_is_in_both() => Check(
        (a, b) => a.Select(x => x.Maybe).Intersect(b.Select(y => y.Maybe)), (a, b) => a.Select(x => x.Maybe).Intersect(b.Select(y => y.Maybe)));

    [Fact]
    [GeneratedCases(200)]
    public void CoGroup_keeps_the_order_of_both_sides() => Check(
        (a, b) => a.Select(x => KeyValuePair.Create(x.Key, x.Text)).CoGroup(b.Select(y => KeyValuePair.Create(y.Key, y.Number)))
            .Select(g => new object[] { g.Key, g.Value.First, g.Value.Second }),
        (a, b) => a.Select(x => x.Key).Union(b.Select(y => y.Key))
            .Select(key => new object[] { key, a.Where(x => x.Key == key).Select(x => x.Text).ToArray(), b.Where(y => y.Key == key).Select(y => y.Number).ToArray() }));

    [Fact]
    [GeneratedCases(150)]
    public void Groups_over_both() => Check(
        (a, b) => a.Concat(b).GroupBy(x => x.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Real), g.Max(x => x.Number) }),
        (a, b) => a.Concat(b).GroupBy(x => x.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Real), g.Max(x => x.Number) }));

    [Fact]
    [GeneratedCases(150)]
    public void Transform_of_two_sees_the_contents_of_both() => this.Check(TwoStreams.Cases, item => item.Expect(
        (a, b) => a.Transform(b, (xs, ys, time) => xs.Select(x => x.Text).Concat(ys.Select(y => y.Text + time.ToUnixTimeSeconds() % 1))),
        (a, b) => a.Select(x => x.Text).Concat(b.Select(y => y.Text + "0"))));

    private void Check<T>(
        Func<IStreamQueryable<Row>, IStreamQueryable<Row>, IStreamQueryable<T>> query, Func<Row[], Row[], IEnumerable<T>> model, [CallerMemberName] string name = "") =>
        this.Check(TwoStreams.AlikeCases, item => item.Expect(query, model, needsBoth: false), name);
}
