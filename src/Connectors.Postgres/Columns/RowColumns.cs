using System.Reflection;
using Linq.Streaming.Connectors.Postgres.Naming;

namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>The columns that the options make of a row type.</summary>
internal static class RowColumns
{
    /// <summary>The column of rows that have no members but are a value themselves.</summary>
    public const string ValueColumn = "value";

    /// <summary>The columns of <typeparamref name="TRow"/>: members in their order, then those that the options add.</summary>
    /// <exception cref="StreamQueryException">LS5101, LS5104: all members that cannot be columns, together.</exception>
    public static IReadOnlyList<SinkColumn<TRow>> Of<TRow>(PostgresSinkOptions<TRow> options, string table)
    {
        var given = options.Columns.Select(column => column.Name).ToHashSet();
        var definitions = Members(options).Where(member => !given.Contains(member.Name)).Concat(options.Columns).ToArray();
        var errors = new List<StreamDiagnostic>();
        if (definitions.Length == 0)
            errors.Add(StreamErrors.PostgresNoColumn(typeof(TRow), table));
        foreach (var unknown in definitions.Where(column => StoredTypes.Find(column.Type) is null))
            errors.Add(StreamErrors.PostgresMemberNotSupported(unknown.Source, unknown.Type, typeof(TRow), unknown.Name));
        foreach (var malformed in definitions.Where(column => SqlName.Fault(column.Name) is not null))
            errors.Add(StreamErrors.PostgresColumnRefused(table, malformed.Name, $"{SqlName.Fault(malformed.Name)} Name the column of {malformed.Source} with Column(…)."));
        foreach (var twice in definitions.GroupBy(column => column.Name).Where(same => same.Count() > 1))
        {
            var sources = string.Join(" and by ", twice.Select(column => column.Source));
            errors.Add(StreamErrors.PostgresColumnRefused(
                table, twice.Key, $"it is filled by {sources}. Leave one of them out with Without(…), or name its column with Column(…)."));
        }

        return errors.Count == 0 ? [.. definitions.Select(column => StoredTypes.Find(column.Type)!.ColumnOf(column))] : throw new StreamQueryException(errors);
    }

    private static IEnumerable<ColumnDefinition<TRow>> Members<TRow>(PostgresSinkOptions<TRow> options)
    {
        if (StoredTypes.Find(typeof(TRow)) is not null)
            return options.Columns.Count > 0 ? [] : [new ColumnDefinition<TRow>(ValueColumn, "the row", typeof(TRow), (Func<TRow, TRow>)(row => row))];

        return RowMember.Of<TRow>().Where(member => !options.LeftOut.Contains(member.Name)).Select(member => new ColumnDefinition<TRow>(
            NameOf(options.Naming, member.Name), $"member '{member.Name}'", RowMember.TypeOf(member), Getter<TRow>(member)));
    }

    private static Delegate? Getter<TRow>(MemberInfo member) => StoredTypes.Find(RowMember.TypeOf(member)) is null ? null : RowMember.Getter<TRow>(member);

    /// <summary>The column that a member is by default.</summary>
    public static string NameOf(PostgresColumnNaming naming, string member) => naming == PostgresColumnNaming.SnakeCase ? SnakeCase.Of(member) : member;
}
