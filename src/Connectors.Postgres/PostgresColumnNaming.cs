namespace Linq.Streaming;

/// <summary>How the names of members become the names of columns.</summary>
public enum PostgresColumnNaming
{
    /// <summary>As they are written, with upper and lower case: <c>DepartureDelay</c> is the column <c>"DepartureDelay"</c>.</summary>
    Exact,

    /// <summary>In lower case with an underscore between words: <c>DepartureDelay</c> is the column <c>departure_delay</c>.</summary>
    SnakeCase,
}
