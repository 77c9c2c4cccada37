using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>Errors of Npgsql and of the server as errors that name the table and the step.</summary>
internal static class PostgresFailure
{
    /// <exception cref="StreamQueryException">LS5109</exception>
    public static async Task<TResult> NamedAsync<TResult>(string table, string step, Func<Task<TResult>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw new StreamQueryException(StreamErrors.PostgresFailed(table, step, Reason(exception)), exception);
        }
    }

    /// <exception cref="StreamQueryException">LS5109</exception>
    public static Task NamedAsync(string table, string step, Func<Task> call) => NamedAsync<object?>(table, step, async () =>
    {
        await call().ConfigureAwait(false);
        return null;
    });

    // The server's detail is left out: it may quote rows.
    private static string Reason(NpgsqlException exception) =>
        exception is PostgresException refused ? $"{refused.MessageText} ({refused.SqlState})." : exception.Message;
}
