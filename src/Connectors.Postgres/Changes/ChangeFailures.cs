using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Which failures pass, and what the others are called.</summary>
internal static class ChangeFailures
{
    private const string SlotInUse = "55006";
    public const string NoSuchObject = "42704";
    private const string NoRight = "42501";

    // That the log or the slot is gone is seen, and named, when it is looked at before the next connection.
    private static readonly string[] Passing = [SlotInUse, NoSuchObject, "55000", "58P01", "57014"];

    /// <summary>Whether another connection may help.</summary>
    public static bool Passes(Exception exception) => exception switch
    {
        StreamQueryException => false,
        PostgresException refused => refused.IsTransient || Passing.Contains(refused.SqlState),
        _ => true,
    };

    /// <summary>The failure with a code, the slot and the step.</summary>
    public static StreamQueryException Named(Exception exception, PostgresChangeOptions options, string user, string step) => exception switch
    {
        StreamQueryException named => named,
        SlotInUseException held => new StreamQueryException(StreamErrors.PostgresSlotInUse(options.Slot, held.Process, options.ReconnectTimeout), exception),
        PostgresException { SqlState: SlotInUse } => new StreamQueryException(StreamErrors.PostgresSlotInUse(options.Slot, null, options.ReconnectTimeout), exception),
        PostgresException { SqlState: NoRight } refused when step == Steps.Stream || refused.MessageText.Contains("replication", StringComparison.OrdinalIgnoreCase) =>
            new StreamQueryException(StreamErrors.PostgresReplicationRefused(user, options.Slot, $"{refused.MessageText} ({refused.SqlState})."), exception),
        // The server's detail is left out: it may quote rows.
        PostgresException refused => new StreamQueryException(StreamErrors.PostgresChangesFailed(options.Slot, step, $"{refused.MessageText} ({refused.SqlState})."), exception),
        _ => new StreamQueryException(StreamErrors.PostgresChangesFailed(options.Slot, step, exception.Message), exception),
    };

    /// <summary>What is being done, for messages.</summary>
    internal static class Steps
    {
        public const string Open = "opening the slot";
        public const string Stream = "reading changes";
    }
}
