using Linq.Streaming;

namespace KafkaToPostgres;

/// <summary>The query: views of each page in ten seconds of event time, from a topic to a table.</summary>
internal static class PageCounts
{
    public const string Table = "page_counts";

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>How late a view may be.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    public static StreamContext Build(string brokers, string topic, string postgres, string checkpoint, TimeSpan interval, TextWriter messages)
    {
        var context = new StreamContext(new StreamOptions { BatchInterval = interval, CheckpointDirectory = checkpoint, Name = "page counts" });
        var views = context.FromKafkaJson<PageView>(
            new KafkaSourceOptions
            {
                BootstrapServers = brokers,
                Topics = [topic],
                Start = KafkaStart.Earliest,
                Malformed = MalformedPolicy.DeadLetter(letter => messages.WriteLine($"{letter.Position}: {letter.Reason}")),
            },
            "views");
        var counts =
            from view in views.WithEventTime(view => view.Time, Lateness).Window(Window)
            group view by view.Page into page
            select new PageCount(page.Key, page.Window.End, page.Count(), page.Max(view => view.Millis));
        counts.WriteToPostgres(
            postgres, Table, options => options.Upsert(nameof(PageCount.Page), nameof(PageCount.WindowEnd)) with { Naming = PostgresColumnNaming.SnakeCase, CreateTable = true }, "counts");
        return context;
    }
}
