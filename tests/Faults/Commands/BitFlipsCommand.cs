using System.Globalization;
using Faults.Running;
using Faults.Shapes;
using Linq.Streaming.Execution.Storage;

namespace Faults.Commands;

/// <summary>Damages checkpoint directories: bits, missing ends, missing files, files of other names, and versions to come.</summary>
internal static class BitFlipsCommand
{
    public static int Run(Arguments arguments, TextWriter writer)
    {
        var findings = new Findings("bit-flips", arguments.Seed);
        if (arguments.Text("--replay") is { } replay)
        {
            var (run, damage) = Parse(replay);
            var verdict = run.Judge(damage);
            writer.WriteLine($"{verdict.Kind}: {verdict.What}");
            return verdict.Kind == VerdictKind.Wrong ? 1 : 0;
        }

        var watch = Stopwatch.Start();
        var cases = arguments.Cases.Where(run => run.LeastSnapshot == Case.Often).GroupBy(run => run.Shape).Select(shape => shape.First())
            .Append(new Case(new SumSoFar(), SourceKind.Channel, SinkKind.Remote, 2, Case.Often)).ToList();
        var counts = new int[Enum.GetValues<VerdictKind>().Length];
        var (flips, others, runs) = (0, 0, 0);
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            var directory = new DamagedDirectory(run);
            var random = new Random(arguments.Seed);
            foreach (var damage in Flips(directory, random, (int)(arguments.Number("--count", 100_000) / cases.Count) + 1))
            {
                Interlocked.Increment(ref flips);
                Try(directory, damage);
            }

            foreach (var damage in Others(directory))
            {
                Interlocked.Increment(ref others);
                Try(directory, damage);
            }

            Interlocked.Add(ref runs, directory.Runs);
        });
        var code = findings.Report(writer);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"bit-flips: seed {arguments.Seed}, {cases.Count} directories, {flips} flips and {others} truncations, lost, swapped and newer files: {counts[(int)VerdictKind.Refused]} refused by name, {counts[(int)VerdictKind.Recovered]} recovered ({runs} run to the end), {counts[(int)VerdictKind.NoticedByProducer]} noticed by the producer, {counts[(int)VerdictKind.Wrong]} silent or wrong, {watch}"));
        return code;

        void Try(DamagedDirectory directory, Damage damage)
        {
            var verdict = directory.Judge(damage);
            Interlocked.Increment(ref counts[(int)verdict.Kind]);
            if (verdict.Kind == VerdictKind.Wrong)
            {
                findings.Add($"{directory.Run}:{damage.Name}", verdict.What!);
            }
        }
    }

    private static IEnumerable<Damage> Flips(DamagedDirectory directory, Random random, int count)
    {
        var files = directory.Files.Where(file => file.Value.Length > 0).ToArray();
        for (var i = 0; i < count; i++)
        {
            var (file, content) = files[random.Next(files.Length)];
            yield return Damage.Flip(file, content, random.Next(content.Length * 8));
        }
    }

    private static IEnumerable<Damage> Others(DamagedDirectory directory)
    {
        foreach (var (file, content) in directory.Files)
        {
            for (var length = 0; length < content.Length; length++)
            {
                yield return Damage.Cut(file, content, length);
            }

            yield return Damage.Without(file);
            foreach (var other in directory.Files.Keys.Where(other => string.CompareOrdinal(other, file) > 0))
            {
                yield return Damage.Without(file, other);
            }

            foreach (var offset in FrameOffsets(content))
            {
                yield return Damage.Newer(file, content, offset);
            }
        }

        var snapshots = directory.Snapshots.ToArray();
        yield return Damage.Swap(snapshots[0], snapshots[1]);
    }

    private static List<int> FrameOffsets(byte[] content)
    {
        var offsets = new List<int>();
        for (var frames = new FrameReader(content); frames.TryRead(out var frame);)
        {
            offsets.Add(frame.Offset);
        }

        return offsets;
    }

    private static (DamagedDirectory, Damage) Parse(string text)
    {
        var parts = text.Split(':');
        var run = Case.All.Append(new Case(new SumSoFar(), SourceKind.Channel, SinkKind.Remote, 2, Case.Often)).First(run => run.Name == parts[0]);
        var directory = new DamagedDirectory(run);
        return (directory, parts[1] switch
        {
            "without" => Damage.Without(parts[2].Split(',')),
            "swap" => Damage.Swap(parts[2], parts[3]),
            "flip" => Damage.Flip(parts[2], directory.Files[parts[2]], int.Parse(parts[3], CultureInfo.InvariantCulture)),
            "cut" => Damage.Cut(parts[2], directory.Files[parts[2]], int.Parse(parts[3], CultureInfo.InvariantCulture)),
            _ => Damage.Newer(parts[2], directory.Files[parts[2]], int.Parse(parts[3], CultureInfo.InvariantCulture)),
        });
    }
}
