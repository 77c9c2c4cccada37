using System.Globalization;
using Faults.Running;

namespace Faults.Commands;

/// <summary>Fails each operation of a run in turn, once or from there on, until none is left to fail; then starts again on a disk that works.</summary>
internal static class FailingIOCommand
{
    public static int Run(Arguments arguments, TextWriter writer)
    {
        var findings = new Findings("failing-io", arguments.Seed);
        if (arguments.Text("--replay") is { } replay)
        {
            var failure = Failure.Parse(replay);
            _ = TryAll(failure, Outcome.Clean(failure.Run, out _), findings);
            writer.WriteLine(findings.Count == 0 ? "nothing is wrong" : "shown again");
            return findings.Report(writer);
        }

        var watch = Stopwatch.Start();

        // One case of each shape; which one, the seed decides.
        var cases = arguments.Cases.GroupBy(run => run.Shape).Select((shape, i) => shape.ElementAt((i + arguments.Seed) % shape.Count())).ToList();
        var (faults, survived) = (0, 0);
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            var clean = Outcome.Clean(run, out _);
            for (var operation = 1; ; operation++)
            {
                var fired = 0;
                foreach (var failure in Failure.Of(run, operation, arguments.Seed))
                {
                    var (hasFired, isComplete) = TryAll(failure, clean, findings);
                    fired += hasFired ? 1 : 0;
                    Interlocked.Add(ref survived, hasFired && isComplete ? 1 : 0);
                }

                if (fired == 0)
                {
                    return;
                }

                Interlocked.Add(ref faults, fired);
            }
        });
        var code = findings.Report(writer);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"failing-io: seed {arguments.Seed}, {cases.Count} cases, {faults} failures, of which {survived} were survived and the others told with a code, {findings.Count} silent or wrong, {watch}"));
        return code;
    }

    private static (bool HasFired, bool IsComplete) TryAll(Failure failure, string clean, Findings findings)
    {
        try
        {
            var (hasFired, isComplete, what) = failure.Try(clean);
            if (what is not null)
            {
                findings.Add(failure.ToString(), what);
            }

            return (hasFired, isComplete);
        }
        catch (Exception thrown)
        {
            findings.Add(failure.ToString(), $"it throws: {thrown}");
            return (true, false);
        }
    }
}
