using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>DuckDB on one thread, its tables in memory. The checksum is computed by it too, over all rows of the workload's query.</summary>
internal sealed class DuckDbPeer
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly string _sql;

    public DuckDbPeer(Workload workload)
    {
        _sql = $"SELECT count(*), CAST(sum(amount * (1 + (second & 7) + 8 * (key & 1023))) AS DOUBLE) FROM ({workload.Sql})";
        _connection.Open();
        _connection.Execute("SET threads TO 1");
        workload.LoadTables(_connection);
    }

    public void Run(Results results)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = _sql;
        using var reader = command.ExecuteReader();
        reader.Read();
        results.Take(new Checksum(reader.GetInt64(0), reader.GetDouble(1)));
    }
}
