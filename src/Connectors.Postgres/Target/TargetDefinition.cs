using Linq.Streaming.Connectors.Postgres.Columns;
using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Protocol;

namespace Linq.Streaming.Connectors.Postgres.Target;

/// <summary>A target as it is created where it is missing: the columns of the rows and nothing else.</summary>
internal static class TargetDefinition
{
    public static Statement Create<TRow>(TableName name, IReadOnlyList<SinkColumn<TRow>> columns, IReadOnlySet<string> key)
    {
        var definitions = columns.Select(column => $"{SqlName.Quote(column.Name)} {column.Type.SqlType}{(column.Type.AllowsNull ? "" : " NOT NULL")}");
        var primaryKey = key.Count == 0 ? [] : new[] { $"PRIMARY KEY ({SqlName.QuoteAll(key)})" };
        return new Statement($"CREATE TABLE {name} ({string.Join(", ", definitions.Concat(primaryKey))})");
    }
}
