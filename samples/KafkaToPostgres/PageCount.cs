namespace KafkaToPostgres;

/// <summary>A row of the table: how often a page was viewed in the ten seconds before <paramref name="WindowEnd"/>, and how long the slowest view took.</summary>
internal sealed record PageCount(string Page, DateTimeOffset WindowEnd, long Views, int Slowest);
