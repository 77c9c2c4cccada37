using Linq.Streaming;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Planner.Tests;

/// <summary>A test writes queries in C# and compares printed plans with text.</summary>
public abstract class PlanSpec
{
    private protected PlanSpec()
    {
        Orders = Program.Source<Order>("orders");
        Customers = Program.Source<Customer>("customers");
        Numbers = Program.Source<int>("numbers");
    }

    private protected TestProgram Program { get; } = new();

    private protected IStreamQueryable<Order> Orders { get; }

    private protected IStreamQueryable<Customer> Customers { get; }

    private protected IStreamQueryable<int> Numbers { get; }

    private protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private protected static void AssertSame(string expected, IEnumerable<PlanNode> plans) =>
        Baseline.Equal(expected, string.Concat(plans.Select(PlanPrinter.Print)));

    /// <summary>Expects the plan as bound, before any rule.</summary>
    private protected void Binds(IStreamQueryable query, string to)
    {
        Program.AddOutput(query);
        AssertSame(to, Program.Logical());
    }

    /// <summary>Expects the plan after all rules.</summary>
    private protected void Optimizes(IStreamQueryable query, string to)
    {
        Program.AddOutput(query);
        AssertSame(to, Program.Optimized());
    }

    /// <summary>Expects the graph of all <paramref name="queries"/> together, each of them an output.</summary>
    private protected void Lowers(IReadOnlyList<IStreamQueryable> queries, string to)
    {
        foreach (var query in queries)
        {
            Program.AddOutput(query);
        }

        Baseline.Equal(to, PlanPrinter.Print(Program.Plan()));
    }

    /// <summary>The errors that planning <paramref name="queries"/> together reports.</summary>
    private protected IReadOnlyList<StreamDiagnostic> Refused(params IReadOnlyList<IStreamQueryable> queries)
    {
        foreach (var query in queries)
        {
            Program.AddOutput(query);
        }

        return Assert.Throws<StreamQueryException>(() => Program.Plan()).Diagnostics;
    }
}
