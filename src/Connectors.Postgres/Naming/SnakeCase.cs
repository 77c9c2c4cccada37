using System.Text;

namespace Linq.Streaming.Connectors.Postgres.Naming;

/// <summary>Names of members as names of columns: <c>DepartureDelay</c> is <c>departure_delay</c>, <c>HTTPStatus2</c> is <c>http_status2</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var at = 0; at < name.Length; at++)
        {
            if (StartsWord(name, at))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[at]));
        }

        return text.ToString();
    }

    // A capital starts a word after what is none, and as the last of several where a small letter follows: HTTP|Status.
    private static bool StartsWord(string name, int at) =>
        at > 0 && char.IsUpper(name[at]) && name[at - 1] != '_'
        && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
}
