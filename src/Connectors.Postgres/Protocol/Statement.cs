using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>SQL text with the values of <c>$1</c>, <c>$2</c>, …. Values never stand in the text.</summary>
internal sealed record Statement(string Text, params object[] Values)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var value in Values)
            command.Parameters.Add(value is uint id ? new NpgsqlParameter { Value = id, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid } : new NpgsqlParameter { Value = value });
        return command;
    }
}
