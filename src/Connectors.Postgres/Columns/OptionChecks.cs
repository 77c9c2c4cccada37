using Linq.Streaming.Connectors.Postgres.Naming;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>What can be seen to be wrong in options without a server.</summary>
internal static class OptionChecks
{
    private const string Parameter = "options";

    /// <exception cref="ArgumentException">The first thing that is wrong.</exception>
    public static void Check<TRow>(PostgresSinkOptions<TRow> options)
    {
        if (options.ConnectionString is null == options.DataSource is null)
            throw new ArgumentException("Either ConnectionString or DataSource has to be given, and not both.", Parameter);
        if (options.Mode == PostgresWriteMode.Upsert && options.Key.Count == 0)
            throw new ArgumentException("Upsert needs Key: the columns that tell which row is replaced.", Parameter);
        if (options.Mode == PostgresWriteMode.Insert && options.Key.Count > 0)
            throw new ArgumentException("Key has no meaning with Insert. Set Mode to Upsert, or leave Key out.", Parameter);
        if (options.BookkeepingSchema is { } schema)
            SqlName.Checked(schema, Parameter);

        var members = RowMember.Of<TRow>().Select(member => member.Name).ToHashSet();
        if (options.LeftOut.FirstOrDefault(name => !members.Contains(name)) is { } unknown)
            throw new ArgumentException($"'{typeof(TRow)}' has no public member '{unknown}' to leave out.", Parameter);
    }
}
