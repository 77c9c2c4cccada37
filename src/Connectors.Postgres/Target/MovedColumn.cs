using Linq.Streaming.Connectors.Postgres.Naming;

namespace Linq.Streaming.Connectors.Postgres.Target;

/// <summary>A column on its way from the staging table to the target.</summary>
/// <param name="target">The column of the target.</param>
/// <param name="stagedType">The type of the column in the staging table, which has the same name.</param>
/// <param name="isKey">Whether it tells which row is replaced.</param>
internal sealed class MovedColumn(TargetColumn target, string stagedType, bool isKey)
{
    private const string Text = "text";
    private const string Instant = "timestamp with time zone";

    public string Name => target.Name;

    public bool IsKey => isKey;

    /// <summary>The type of the target's column.</summary>
    public string Type => target.FullType;

    /// <summary>Whether a row without a value is refused when it is staged. A null in a key would equal no other, so every batch would add a row.</summary>
    public bool IsRequired => target.IsRequired || isKey;

    /// <summary>The staged value as one that can be assigned to the target's column.</summary>
    public string Value => IsParsed ? $"{Staged}::{target.BaseType}" : IsClock ? $"({Staged} AT TIME ZONE 'UTC')" : Staged;

    /// <summary>What equals for two rows when the unique index takes them for one: the value as the column will have it, under the column's collation.</summary>
    public string KeyValue => target.Collation is null ? $"{Value}::{target.FullType}" : $"{Value}::{target.FullType} COLLATE {target.Collation}";

    /// <summary>Fails in the server, or is true, where the staged value does not fit; null where every value fits.</summary>
    public string? Misfit =>
        target.MaxLength is { } length ? $"length(rtrim({Staged}::text, ' ')) > {length}"
        : target.FullType != stagedType ? $"{Value}::{target.FullType} IS NULL AND {Staged} IS NOT NULL"
        : null;

    /// <summary>Why values of the staged type are not for this column, where that can be told from the types.</summary>
    public string? Fault => stagedType == Text && !IsString && !IsReadFromText
        ? $"it is of type {target.FullType}, which is not made of text. Give it a value of a fitting type with Column(…)."
        : null;

    private string Staged => $"s.{SqlName.Quote(Name)}";

    private bool IsString => target.Category == 'S';

    // Enums, network addresses, and what has its own type with a text form: json, xml, ranges of text are read by the server.
    private bool IsReadFromText => target.Category is 'E' or 'I' or 'U' && target.BaseType != "bytea";

    private bool IsParsed => stagedType == Text && (IsString ? target.BaseType is not (Text or "character varying" or "character") : IsReadFromText);

    // The server would take the clock of the session's time zone, which may differ from one process to the next.
    private bool IsClock => stagedType == Instant && target.BaseType is ("timestamp without time zone" or "date");
}
