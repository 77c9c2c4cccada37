using System.Reflection;

namespace Architecture.Tests;

/// <summary>The direction of references, and what only one place may do.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void The_surface_references_no_other_project() => Assert.Empty(Referenced(Repository.Surface));

    [Fact]
    public void The_planner_references_the_surface_only() => Assert.Equal(["Linq.Streaming"], Referenced(Repository.Planner));

    [Fact]
    public void Execution_references_the_planner_and_the_surface() =>
        Assert.Equal(["Linq.Streaming", "Linq.Streaming.Planner"], Referenced(Repository.Execution));

    [Fact]
    public void The_test_kit_references_nothing_above_execution() =>
        Assert.Subset(new HashSet<string> { "Linq.Streaming", "Linq.Streaming.Planner", "Linq.Streaming.Execution" }, Referenced(Repository.Testing).ToHashSet());

    [Fact]
    public void Connectors_reference_nothing_above_execution_and_not_each_other() => Assert.All(Repository.Connectors, connector => Assert.Subset(
        new HashSet<string> { "Linq.Streaming", "Linq.Streaming.Planner", "Linq.Streaming.Execution" }, Referenced(connector).ToHashSet()));

    [Fact]
    public void Only_compilation_compiles() => Assert.Equal(
        ["Linq.Streaming.Execution.Compilation"],
        Users(use => use.Member == "Compile" && use.Type.StartsWith("System.Linq.Expressions.", StringComparison.Ordinal)));

    [Fact]
    public void Only_scheduling_owns_threads() => Assert.Equal(
        ["Linq.Streaming.Execution.Scheduling", "Linq.Streaming.Execution.Scheduling.Timers"],
        Users(use => use is { Type: "System.Threading.Thread", Member: ".ctor" or "Start" }));

    [Fact]
    public void Only_the_system_timer_sleeps() => Assert.Equal(
        ["Linq.Streaming.Execution.Scheduling.Timers"],
        Users(use => use is { Type: "System.Threading.Thread", Member: "Sleep" }));

    [Fact]
    public void Nothing_uses_the_thread_pool_for_work_of_its_own() => Assert.DoesNotContain(
        Repository.Assemblies.SelectMany(MemberUse.In),
        use => use is { Type: "System.Threading.ThreadPool", Member: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" } or { Type: "System.Threading.Tasks.Parallel" });

    [Fact]
    public void The_planner_is_pure()
    {
        string[] impure =
        [
            "System.IO.", "System.Net.", "System.Threading.", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
            "System.TimeProvider", "System.Random", "System.Console", "System.Environment", "System.GC",
        ];

        Assert.DoesNotContain(MemberUse.In(Repository.Planner), use => impure.Any(prefix => $"{use.Type}.".StartsWith(prefix, StringComparison.Ordinal)));
        Assert.DoesNotContain(MemberUse.In(Repository.Planner), use => use.Member is "get_Now" or "get_UtcNow" or "get_Today" or "NewGuid" or "Compile");
    }

    [Fact]
    public void Time_comes_from_a_TimeProvider_everywhere() => Assert.DoesNotContain(
        Repository.Assemblies.SelectMany(MemberUse.In),
        use => use is { Type: "System.DateTime" or "System.DateTimeOffset", Member: "get_Now" or "get_UtcNow" or "get_Today" });

    [Fact]
    public void The_scan_sees_calls()
    {
        var uses = MemberUse.In(typeof(DependencyTests).Assembly);

        Assert.Contains(new MemberUse("Architecture.Tests.DependencyTests", "Xunit.Assert", "Empty"), uses);
        Assert.Contains(new MemberUse("Architecture.Tests.DependencyTests", "System.Collections.Generic.HashSet`1", ".ctor"), uses);
    }

    private static IEnumerable<string> Referenced(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("Linq.Streaming", StringComparison.Ordinal))
        .Order();

    private static IEnumerable<string> Users(Func<MemberUse, bool> filter) => Repository.Assemblies
        .SelectMany(MemberUse.In)
        .Where(filter)
        .Select(use => use.User[..use.User.LastIndexOf('.')])
        .Distinct()
        .Order();
}
