using Npgsql;

namespace Faults.Kills;

/// <summary>What a run leaves: a directory, and a schema of a PostgreSQL server where there is one.</summary>
/// <param name="Directory">With the checkpoint and the files.</param>
/// <param name="Connection">With the schema as its search path; null for no server.</param>
internal sealed record Place(string Directory, string? Connection)
{
    public string Checkpoint => Path.Combine(Directory, "checkpoint");

    public string FilesOf(string output) => Path.Combine(Directory, "files", output);

    /// <summary>A new one.</summary>
    /// <param name="name">Of the directory and of the schema.</param>
    /// <param name="server">The server; null for none.</param>
    public static Place Create(string name, string? server)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory($"linqstream-{name}-").FullName;
        if (server is null)
        {
            return new Place(directory, null);
        }

        var schema = Path.GetFileName(directory).ToLowerInvariant();
        var place = new Place(directory, new NpgsqlConnectionStringBuilder(server) { SearchPath = $"\"{schema}\"", Pooling = true, MaxPoolSize = 8 }.ConnectionString);
        place.Execute($"CREATE SCHEMA \"{schema}\"");
        return place;
    }

    /// <summary>All rows of all outputs, as they are in the files: the name of the output, and the line.</summary>
    public IReadOnlyList<string> ReadFiles() =>
    [
        .. new DirectoryInfo(Path.Combine(Directory, "files")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.Name.StartsWith('.'))
            .SelectMany(file => File.ReadLines(file.FullName).Skip(file.Extension == ".csv" ? 1 : 0).Select(line => $"{file.Directory!.Name}: {line}"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All rows of all outputs, as the server prints them.</summary>
    public IReadOnlyList<string> ReadTables()
    {
        if (Connection is null)
        {
            return [];
        }

        var tables = Query("SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname NOT LIKE 'linqstream\\_%'");
        return [.. tables.SelectMany(table => Query($"SELECT t::text FROM \"{table}\" t").Select(row => $"{table}: {row}")).Order(StringComparer.Ordinal)];
    }

    public void Delete()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        if (Connection is not null)
        {
            Execute($"DROP SCHEMA {new NpgsqlConnectionStringBuilder(Connection).SearchPath} CASCADE");
        }
    }

    private void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(Connection!);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private List<string> Query(string sql)
    {
        using var source = NpgsqlDataSource.Create(Connection!);
        using var command = source.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
