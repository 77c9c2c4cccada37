using System.Text;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Arrays of one dimension as the server writes them: <c>{1,NULL,"a, b"}</c>.</summary>
internal static class TextArray
{
    public static IReadOnlyList<string?> Elements(string text)
    {
        // Where the first place is not 1 the bounds stand before it: [0:1]={1,2}.
        var at = text.StartsWith('[') ? text.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
        if (At(text, at) != '{')
            throw new FormatException("It is no array.");

        var elements = new List<string?>();
        for (at++; At(text, at) != '}';)
        {
            elements.Add(text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
            if (At(text, at) == ',')
                at++;
        }

        return elements;
    }

    private static string? Plain(string text, ref int at)
    {
        if (text[at] == '{')
            throw new FormatException("It is an array of several dimensions.");
        var start = at;
        while (At(text, at) is not (',' or '}'))
            at++;
        return text[start..at] is var element && element == "NULL" ? null : element;
    }

    private static string Quoted(string text, ref int at)
    {
        var element = new StringBuilder();
        for (at++; At(text, at) != '"'; at++)
        {
            if (text[at] == '\\')
                at++;
            element.Append(At(text, at));
        }

        at++;
        return element.ToString();
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : throw new FormatException("It ends before the array does.");
}
