namespace Nexmark;

/// <summary>What the program does.</summary>
internal enum Mode
{
    Summary,
    Csv,
    Explain,
    List,
    Help,
}

/// <summary>What the command line asks for.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Query">The query; null only where none is needed.</param>
/// <param name="Events">Where its events come from.</param>
internal sealed record Options(Mode Mode, NexmarkQuery? Query, IEventSource Events)
{
    public const long DefaultEvents = 100_000;
    public const long DefaultSeed = 1;
    public const int DefaultRate = 10_000;

    /// <summary>Enough to run for days, and few enough that the last event is before the year 9999.</summary>
    public const long MostEvents = 100_000_000_000;

    /// <summary>The rate of the benchmark's first workload.</summary>
    public const int HighestRate = 10_000_000;

    public static readonly string Usage = FormattableString.Invariant($"""
        Runs a query of the Nexmark benchmark over a stream of persons, auctions and bids.

        Usage: dotnet run -c Release --project samples/Nexmark -- --query NAME [OPTIONS]

          --query NAME   which query, as q5
          --list         print the queries and what they ask
          --events N     how many events to generate, 1 to {MostEvents:N0} (default {DefaultEvents:N0})
          --seed N       what the random numbers begin with (default {DefaultSeed})
          --rate N       how many events a second of event time has, 1 to {HighestRate:N0} (default {DefaultRate:N0})
          --data DIR     read person.csv, auction.csv and bid.csv in DIR instead of generating events
          --csv          print the final rows as CSV and nothing else
          --explain      print how the query is planned, from the expression tree to the stages, and run nothing
          --help         print this

        Exit codes: 0 done, 1 the input or the query failed, 2 the command line was not understood.
        """);
}
