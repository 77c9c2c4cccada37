using Connectors.Postgres.Tests.Server;
using Faults.Commands;
using Faults.SinkErrors;

namespace Faults.Tests;

/// <summary>Sinks that fail at each of their steps, three times in ten.</summary>
public sealed class SinkErrorTests
{
    [Fact]
    public void Failing_files_lose_and_double_nothing() => Expect(Target.Files, server: null);

    [PostgresFact]
    public void Failing_PostgreSQL_loses_and_doubles_nothing() => Expect(Target.Postgres, PostgresServer.ConnectionString);

    private static void Expect(Target target, string? server)
    {
        using var output = new StringWriter();

        var code = SinkErrorsCommand.Run(new Arguments(["--rows", "5000"]), output, [target], server);

        Assert.True(code == 0, output.ToString());
    }
}
