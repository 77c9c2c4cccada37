using System.Globalization;
using Connectors.Postgres.Tests.Server;
using Faults.Kills;
using Faults.SinkErrors;

namespace Faults.Commands;

/// <summary>Sinks that fail at each of their steps, three times in ten: no row may be lost, none doubled.</summary>
internal static class SinkErrorsCommand
{
    private const int DefaultRows = 100_000;

    public static int Run(Arguments arguments, TextWriter writer)
    {
        var server = PostgresServer.Missing is null ? PostgresServer.ConnectionString : null;
        if (server is null)
        {
            writer.WriteLine($"{PostgresServer.Missing} Files only.");
        }

        return Run(arguments, writer, server is null ? [Target.Files] : [Target.Files, Target.Postgres], server);
    }

    /// <summary>With some targets only.</summary>
    public static int Run(Arguments arguments, TextWriter writer, IReadOnlyList<Target> targets, string? server)
    {
        var isRight = true;
        foreach (var target in targets)
        {
            foreach (var endsWithError in (bool[])[false, true])
            {
                isRight &= Run(arguments, writer, target, endsWithError, server);
            }
        }

        return isRight ? 0 : 1;
    }

    private static bool Run(Arguments arguments, TextWriter writer, Target target, bool endsWithError, string? server)
    {
        var watch = Stopwatch.Start();
        var place = Place.Create("errors", target == Target.Postgres ? server : null);
        var rows = (int)arguments.Number("--rows", DefaultRows);
        var run = new ErrorRun(target, place, rows, endsWithError, arguments.Seed);
        var difference = run.RunAsync().GetAwaiter().GetResult();
        if (difference is not null)
        {
            writer.WriteLine($"{difference.What}{Environment.NewLine}    kept in {place.Directory}");
        }
        else
        {
            place.Delete();
        }

        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sink-errors: seed {arguments.Seed}, {target.Name}, {(endsWithError ? $"{run.Contexts} contexts, each until an error" : "batches tried again")}, {rows} rows, {run.Errors.Total} errors ({run.Errors}), {difference?.Lost ?? 0} rows lost, {difference?.Extra ?? 0} doubled or wrong, {watch}"));
        return difference is null && run.Errors.AreAllThere;
    }
}
