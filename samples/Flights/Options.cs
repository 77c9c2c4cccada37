namespace Flights;

/// <summary>What the program does.</summary>
internal enum Mode
{
    Live,
    Csv,
    Late,
    Explain,
    Help,
}

/// <summary>What the command line asks for.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Input">The file of flights; by default the one beside the program, whatever the current directory is.</param>
internal sealed record Options(Mode Mode, string Input)
{
    public const string Usage = """
        Replays flights as they departed and shows, for each hour of the schedule that has closed, the busiest airports.

        Usage: dotnet run -c Release --project samples/Flights [-- OPTIONS]

          --input FILE   another CSV file with the columns
                         scheduled,delay_minutes,distance_miles,origin,destination
          --csv          print every result row as CSV and nothing else
          --late         print the flights that came too late for their hour as CSV and nothing else
          --explain      print how the query is planned, from the expression tree to the stages, and run nothing
          --help         print this

        Exit codes: 0 done, 1 the input or the query failed, 2 the command line was not understood.
        """;

    /// <summary>Reads the command line; null, and what is wrong with it, if it is not understood.</summary>
    public static Options? Parse(IReadOnlyList<string> args, out string problem)
    {
        var options = new Options(Mode.Live, Path.Combine(AppContext.BaseDirectory, "data", "flights.csv"));
        problem = "";
        for (var i = 0; i < args.Count && problem.Length == 0; i++)
        {
            (options, problem) = args[i] switch
            {
                "--csv" => options.With(Mode.Csv),
                "--late" => options.With(Mode.Late),
                "--explain" => options.With(Mode.Explain),
                "--help" or "-h" => options.With(Mode.Help),
                "--input" when i + 1 < args.Count && args[i + 1].Length > 0 => (options with { Input = args[++i] }, ""),
                "--input" => (options, "--input needs the name of a file."),
                _ => (options, $"Unknown option '{args[i]}'."),
            };
        }

        return problem.Length == 0 ? options : null;
    }

    // Help is given whatever else is asked; the others exclude each other.
    private (Options Options, string Problem) With(Mode mode) =>
        Mode == mode || Mode == Mode.Live || mode == Mode.Help ? (this with { Mode = mode }, "")
        : Mode == Mode.Help ? (this, "")
        : (this, $"{Name(Mode < mode ? Mode : mode)} and {Name(Mode < mode ? mode : Mode)} exclude each other.");

    private static string Name(Mode mode) => $"--{mode.ToString().ToLowerInvariant()}";
}
