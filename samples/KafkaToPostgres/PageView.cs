namespace KafkaToPostgres;

/// <summary>An event of the topic, such as <c>{"Page":"/cart","Millis":31,"Time":"2026-03-01T12:00:00.5Z"}</c>.</summary>
internal sealed record PageView(string Page, int Millis, DateTimeOffset Time);
