namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>What the command line of <c>compare</c> says.</summary>
internal sealed record CompareOptions
{
    public const string Usage = "compare [--quick] [--csv] [--only W1,W4] [--peers hand,linqstream]";

    public bool IsQuick { get; private init; }

    public bool IsCsv { get; private init; }

    public IReadOnlyList<string> Workloads { get; private init; } = CompareWorkloads.Ids;

    public IReadOnlyList<string> Peers { get; private init; } = Peer.Names;

    /// <exception cref="FormatException">An option is unknown, or what it says is; the message has what is allowed.</exception>
    public static CompareOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new CompareOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--quick" => options with { IsQuick = true },
                "--csv" => options with { IsCsv = true },
                "--only" => options with { Workloads = List(args, ref i, CompareWorkloads.Ids) },
                "--peers" => options with { Peers = List(args, ref i, Peer.Names) },
                _ => throw new FormatException($"'{args[i]}' is not an option. Allowed: {Usage}"),
            };
        }

        return options;
    }

    private static string[] List(ReadOnlySpan<string> args, ref int i, IReadOnlyList<string> allowed)
    {
        var option = args[i];
        string[] names = ++i < args.Length ? args[i].Split(',') : [""];
        foreach (var name in names)
        {
            if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"'{name}' cannot follow {option}. Allowed, with commas between: {string.Join(',', allowed)}");
            }
        }

        return [.. allowed.Intersect(names, StringComparer.OrdinalIgnoreCase)];
    }
}
