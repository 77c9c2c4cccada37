using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>Data of workloads as tables of DuckDB.</summary>
internal static class DuckDbTables
{
    public static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static void CreateEvents(this DuckDBConnection connection, string name, EventData data)
    {
        connection.Execute($"CREATE TABLE {name} (time BIGINT, key INTEGER, kind INTEGER, value BIGINT, price DOUBLE)");
        using var appender = connection.CreateAppender(name);
        foreach (ref readonly var e in data.Rows.AsSpan())
        {
            appender.CreateRow().AppendValue(e.Time).AppendValue(e.Key).AppendValue(e.Kind).AppendValue(e.Value).AppendValue(e.Price).EndRow();
        }
    }

    public static void CreateLines(this DuckDBConnection connection, string name, string[] lines, int batchSize)
    {
        connection.Execute($"CREATE TABLE {name} (batch INTEGER, line VARCHAR)");
        using var appender = connection.CreateAppender(name);
        for (var i = 0; i < lines.Length; i++)
        {
            appender.CreateRow().AppendValue(i / batchSize).AppendValue(lines[i]).EndRow();
        }
    }
}
