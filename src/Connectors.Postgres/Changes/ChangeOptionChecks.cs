using Linq.Streaming.Connectors.Postgres.Naming;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>What can be seen to be wrong in options without a server.</summary>
internal static class ChangeOptionChecks
{
    private const string Parameter = "options";

    /// <exception cref="ArgumentException">The first thing that is wrong.</exception>
    public static void Check(PostgresChangeOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ConnectionString, Parameter);
        if (options.Slot.Length is 0 or > 63 || char.IsAsciiDigit(options.Slot[0]) || !options.Slot.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_'))
            throw new ArgumentException($"'{options.Slot}' is no name of a slot: small letters, digits and underscores, at most 63, the first no digit.", Parameter);
        SqlName.Checked(options.Publication, Parameter);
        if (options.Publication.AsSpan().ContainsAny('"', '\''))
            throw new ArgumentException($"Publication '{options.Publication}' has a quote in its name, which Npgsql cannot ask for.", Parameter);
        foreach (var table in options.Tables)
            TableName.Parse(table, Parameter);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxQueued, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReconnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.StatusInterval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(options.Malformed);
        _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
    }
}
