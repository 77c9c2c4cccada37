using Connectors.Postgres.Tests.Server;
using Faults.Commands;

namespace Faults.Tests;

/// <summary>Processes that are killed, a few times each. What is found has the seed that shows it again.</summary>
public sealed class KillTests
{
    [Fact]
    public void Killed_processes_lose_and_double_nothing_in_files() => Expect(server: null, "--count", "8");

    [PostgresFact]
    public void Killed_processes_lose_and_double_nothing_in_files_and_PostgreSQL() => Expect(PostgresServer.ConnectionString, "--count", "8", "--only", "S", "--seed", "2");

    private static void Expect(string? server, params string[] options)
    {
        using var output = new StringWriter();

        var code = KillCommand.Run(new Arguments(options), output, server);

        Assert.True(code == 0, output.ToString());
    }
}
