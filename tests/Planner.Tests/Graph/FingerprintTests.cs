using System.Diagnostics;
using Linq.Streaming;

namespace Planner.Tests.Graph;

public sealed class FingerprintTests
{
    [Fact]
    public void It_is_sixteen_hexadecimal_digits() =>
        Assert.All(FingerprintPrograms.Fingerprints(), print => Assert.Matches("^[0-9a-f]{16}$", print));

    [Fact]
    public void Different_programs_differ()
    {
        var prints = FingerprintPrograms.Fingerprints();

        Assert.Empty(prints.Select((print, i) => (print, i)).GroupBy(p => p.print).Where(same => same.Count() > 1).Select(same => string.Join(", ", same.Select(p => p.i))));
    }

    [Fact]
    public void A_program_planned_again_is_the_same() => Assert.Equal(FingerprintPrograms.Fingerprints(), FingerprintPrograms.Fingerprints());

    [Fact]
    public async Task It_is_the_same_in_another_process()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "exec", "--runtimeconfig", PathOf(".runtimeconfig.json"), "--depsfile", PathOf(".deps.json"), PathOf(".dll") })
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var printed = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.Equal(FingerprintPrograms.Fingerprints(), printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Captured_values_and_names_of_variables_are_left_out()
    {
        static IStreamQueryable Above(TestProgram program, int limit) => program.Source<int>("s").Where(n => n > limit).Select(n => new { n, limit });

        static IStreamQueryable OtherNames(TestProgram program, int[] least)
        {
            var start = least[0];
            return from x in program.Source<int>("s") where x > start select new { n = x, limit = start };
        }

        var print = FingerprintPrograms.Of(p => Above(p, 1));

        Assert.Equal(print, FingerprintPrograms.Of(p => Above(p, 2)));
        Assert.Equal(print, FingerprintPrograms.Of(p => OtherNames(p, [3])));
    }

    [Fact]
    public void Bodies_of_delegates_are_left_out()
    {
        static IStreamQueryable Through(TestProgram program, Func<int, int> map) => program.Source<int>("s").Select(n => map(n));

        Assert.Equal(FingerprintPrograms.Of(p => Through(p, n => n + 1)), FingerprintPrograms.Of(p => Through(p, n => n - 1)));
    }

    [Fact]
    public void Rows_joined_with_are_left_out()
    {
        static IStreamQueryable Joined(TestProgram program, IEnumerable<int> rows) => program.Source<int>("s").Join(rows, n => n, r => r, (n, r) => n + r);

        Assert.Equal(FingerprintPrograms.Of(p => Joined(p, [1, 2])), FingerprintPrograms.Of(p => Joined(p, new HashSet<int> { 3 })));
    }

    [Fact]
    public void The_use_of_one_captured_value_twice_is_not_that_of_two()
    {
        static IStreamQueryable Between(TestProgram program, int low, int high) => program.Source<int>("s").Where(n => n > low && n < high);
        static IStreamQueryable Around(TestProgram program, int edge) => program.Source<int>("s").Where(n => n > edge && n < edge);

        Assert.NotEqual(FingerprintPrograms.Of(p => Between(p, 1, 1)), FingerprintPrograms.Of(p => Around(p, 1)));
    }

    [Fact]
    public void The_order_in_which_sources_are_made_does_not_matter()
    {
        static IStreamQueryable First(TestProgram program)
        {
            program.Source<int>("unused");
            return program.Source<int>("s");
        }

        Assert.Equal(FingerprintPrograms.Of(First), FingerprintPrograms.Of(p => p.Source<int>("s")));
    }

    private static string PathOf(string extension) =>
        Path.ChangeExtension(typeof(FingerprintTests).Assembly.Location, null) + extension;
}
