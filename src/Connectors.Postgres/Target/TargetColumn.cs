namespace Linq.Streaming.Connectors.Postgres.Target;

/// <summary>A column as the server describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseType">Its type, without length or precision.</param>
/// <param name="FullType">Its type with them.</param>
/// <param name="Category">The kind of type: <c>S</c> for strings, <c>N</c> for numbers, as in <c>pg_type.typcategory</c>.</param>
/// <param name="MaxLength">The most characters of a <c>varchar(n)</c> or <c>char(n)</c>.</param>
/// <param name="Collation">How its values compare, as SQL text; null where the type has none.</param>
/// <param name="IsRequired">Whether it refuses null.</param>
/// <param name="FillsItself">Whether it has a value where none is given.</param>
internal sealed record TargetColumn(
    string Name, string BaseType, string FullType, char Category, int? MaxLength, string? Collation, bool IsRequired, bool FillsItself);
