using System.Collections.Concurrent;
using Faults.Simulation;
using Faults.Worlds;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Faults.Running;

/// <summary>A checkpoint directory that a process has left in the middle of a run, with several logs and two snapshots, to be damaged again and again.</summary>
/// <remarks>
/// What a start makes of a directory follows from what is read from it: damage that leads to the same content as damage before it is not run to the end again, but for some.
/// </remarks>
internal sealed class DamagedDirectory
{
    private const int OneInSoManyIsRunAnyhow = 500;

    private readonly World _left;
    private readonly ConcurrentDictionary<string, Verdict> _verdicts = [];
    private int _count;

    public DamagedDirectory(Case run)
    {
        Run = run;
        Clean = Outcome.Clean(run, out var operations);
        _left = Enumerable.Range(operations / 2, operations)
            .Select(operation => CrashRun.Crash(run, operation, CrashMoment.After, new World()))
            .First(world => world is null || IsWorthIt(world.AfterCrash(CrashKind.Kept, 0)))
            ?.AfterCrash(CrashKind.Kept, 0) ?? throw new InvalidOperationException($"{run} never has several logs and two snapshots.");
        Files = Names(_left).ToDictionary(name => name, name => _left.Files.Read(Damage.PathOf(name)));
    }

    public Case Run { get; }

    public string Clean { get; }

    /// <summary>The files, without the lock, which is empty.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public IEnumerable<string> Snapshots => Files.Keys.Where(name => name.StartsWith("snapshot-", StringComparison.Ordinal));

    /// <summary>How many directories have been run to the end.</summary>
    public int Runs => _runs;

    private int _runs;

    /// <summary>What becomes of the directory after some damage.</summary>
    public Verdict Judge(Damage damage)
    {
        var world = _left.AfterCrash(CrashKind.Kept, 0);
        damage.Apply(world);
        if (DirectoryContent.Of(world, out var refusal) is not { } content)
        {
            return Refused(refusal!, damage);
        }

        var isRunAnyhow = Interlocked.Increment(ref _count) % OneInSoManyIsRunAnyhow == 0;
        return !isRunAnyhow && _verdicts.TryGetValue(content, out var known) && known.Kind == VerdictKind.Recovered ? known : _verdicts[content] = RunToTheEnd(world, damage);
    }

    private Verdict RunToTheEnd(World world, Damage damage)
    {
        Interlocked.Increment(ref _runs);
        var ending = Process.Run(Run, world);
        if (world.Memory.Contradictions.Any(what => what.Contains("acknowledged", StringComparison.Ordinal)))
        {
            return new Verdict(VerdictKind.NoticedByProducer, "a producer is asked for rows again that it was told are safe");
        }

        return ending.Failure is StreamQueryException refusal ? Refused(refusal, damage)
            : !ending.IsComplete ? new Verdict(VerdictKind.Wrong, $"it ends without a code: {ending.Failure}")
            : Outcome.Difference(Run, world, Clean) is { } difference ? new Verdict(VerdictKind.Wrong, difference)
            : new Verdict(VerdictKind.Recovered, null);
    }

    // Where the end of a log is gone without a trace, only the sink knows, and there is no file to name.
    private static Verdict Refused(Exception failure, Damage damage) =>
        failure is not StreamQueryException refusal ? new Verdict(VerdictKind.Wrong, $"it throws: {failure}")
        : !refusal.Diagnostics[0].Code.StartsWith("LS50", StringComparison.Ordinal) ? new Verdict(VerdictKind.Wrong, $"it refuses with {refusal.Message}")
        : refusal.Diagnostics[0].Code == "LS5010" || NamesIn(refusal.Message, damage) ? new Verdict(VerdictKind.Refused, refusal.Diagnostics[0].Code)
        : new Verdict(VerdictKind.Wrong, $"it names no file: {refusal.Message}");

    private static bool NamesIn(string message, Damage damage) =>
        damage.Files.Any(file => message.Contains(file, StringComparison.Ordinal))
        || (damage.Name.StartsWith("without", StringComparison.Ordinal) && (message.Contains("log-", StringComparison.Ordinal) || message.Contains("snapshot-", StringComparison.Ordinal)));

    private static bool IsWorthIt(World world) =>
        Names(world).Count(name => name.StartsWith("snapshot-", StringComparison.Ordinal)) == 2 && Names(world).Count(name => name.StartsWith("log-", StringComparison.Ordinal)) > 1;

    private static IEnumerable<string> Names(World world) =>
        world.Files.List("checkpoint").Where(name => name != "lock" && !name.EndsWith(DurableFiles.TemporarySuffix, StringComparison.Ordinal));
}

/// <summary>What became of a damaged directory.</summary>
internal sealed record Verdict(VerdictKind Kind, string? What);

internal enum VerdictKind
{
    /// <summary>With a code and the name of the file.</summary>
    Refused,

    /// <summary>The result is the one without damage.</summary>
    Recovered,

    /// <summary>Rows that a producer was told are safe are gone with the end of the log, and the producer is asked for them again.</summary>
    NoticedByProducer,

    /// <summary>Anything else.</summary>
    Wrong,
}
