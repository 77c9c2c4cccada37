using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class MergeFiltersTests() : RuleSpec(new MergeFilters())
{
    [Fact]
    public void Filters_in_a_row_become_one_in_their_order() => Rewrites(
        Numbers.Where(a => a > 1).Where(b => b < 9).Where(c => c != 5),
        into: """
            Filter a => ((a > 1) && (a < 9)) && (a != 5)
              Source<int> numbers
            """);

    [Fact]
    public void A_filter_that_two_outputs_read_stays()
    {
        var shared = Numbers.Where(n => n > 1);
        Keeps(shared.Where(n => n < 9), shared.Where(n => n < 5));
    }

    [Fact]
    public void Filters_with_something_between_them_stay() => Keeps(
        Numbers.Where(n => n > 1).Take(1).Where(n => n < 9));

    [Fact]
    public void The_merged_filter_names_both_operators()
    {
        Program.AddOutput(Numbers.Where(a => a > 1).Where(b => b < 9));

        var merged = Assert.Single(new MergeFilters().Apply(Program.Logical()));

        Assert.Equal(".Where(a => a > 1).Where(b => b < 9)", merged.Origin.Text);
    }
}
