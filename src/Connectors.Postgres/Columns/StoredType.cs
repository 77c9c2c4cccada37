namespace Linq.Streaming.Connectors.Postgres.Columns;

/// <summary>How PostgreSQL stores the values of a .NET type.</summary>
/// <param name="value">The .NET type.</param>
/// <param name="sqlType">The type of a column, named as the server's <c>format_type</c> names it.</param>
internal abstract class StoredType(Type value, string sqlType)
{
    public Type Value => value;

    public string SqlType => sqlType;

    /// <summary>Whether there is a value that is stored as null.</summary>
    public bool AllowsNull => !value.IsValueType || Nullable.GetUnderlyingType(value) is not null;

    /// <summary>The type that is handed to Npgsql.</summary>
    public abstract Type Stored { get; }

    /// <summary>A column of this type that is filled with what <paramref name="definition"/> gets.</summary>
    public abstract SinkColumn<TRow> ColumnOf<TRow>(ColumnDefinition<TRow> definition);
}
