using System.Globalization;

namespace Samples.Tests;

public sealed class NexmarkResultTests
{
    [Theory]
    [InlineData("q0", "q0.csv")]
    [InlineData("q1", "q1.csv")]
    [InlineData("q2", "q2.csv")]
    [InlineData("q3", "q3.csv")]
    [InlineData("q4", "q4.csv")]
    [InlineData("q5", "q5.csv")]
    [InlineData("q6", "derived/q6_flink.csv")]
    [InlineData("q7", "q7.csv")]
    [InlineData("q8", "q8.csv")]
    [InlineData("q9", "q9.csv")]
    [InlineData("q11", "derived/q11_session.csv")]
    [InlineData("q12", "derived/q12_as_event_time.csv")]
    [InlineData("q13", "derived/q13.csv")]
    [InlineData("q14", "q14.csv")]
    [InlineData("q15", "q15.csv")]
    [InlineData("q16", "derived/q16_flink.csv")]
    [InlineData("q17", "q17.csv")]
    [InlineData("q18", "q18.csv")]
    [InlineData("q19", "q19.csv")]
    [InlineData("q20", "q20.csv")]
    [InlineData("q21", "q21.csv")]
    [InlineData("q22", "q22.csv")]
    [InlineData("q23", "derived/q23.csv")]
    public async Task A_query_gives_the_rows_that_others_have_found(string query, string file)
    {
        var expected = Read(await File.ReadAllLinesAsync(Path.Combine(NexmarkRun.Data, "expected", file)));

        var found = Read(await NexmarkRun.LinesAsync("--query", query, "--data", NexmarkRun.Data, "--csv"));

        Assert.Equal(expected.Header, found.Header);
        Assert.Equal(InOrder(query, expected.Rows), InOrder(query, found.Rows));
    }

    // Only q19 says in which order its rows are.
    private static IEnumerable<string> InOrder(string query, IEnumerable<string> rows) =>
        query == "q19" ? rows : rows.Order(StringComparer.Ordinal);

    // No field of these files is quoted.
    private static (string Header, IEnumerable<string> Rows) Read(string[] lines)
    {
        var columns = lines[0].Split(',');
        var kept = Enumerable.Range(0, columns.Length).Where(i => !IsOfTheirs(columns[i])).ToArray();
        return (Line(lines[0], (_, name) => name), lines.Skip(1).Select(line => Line(line, Value)));

        string Line(string line, Func<string, string, string> value)
        {
            var fields = line.Split(',');
            Assert.Equal(columns.Length, fields.Length);
            return string.Join(',', kept.Select(i => value(columns[i], fields[i])));
        }
    }

    // Whether it closed before the end of the input, and the average as others round it.
    private static bool IsOfTheirs(string column) => column is "closed_by_watermark" or "avg_price_int";

    // An average is compared to the last digit, whatever zeros come after it: 6221.50 is 6221.5.
    private static string Value(string column, string field) => column is "avg" or "avg_price"
        ? decimal.Parse(field, CultureInfo.InvariantCulture).ToString("0.#############################", CultureInfo.InvariantCulture)
        : field;
}
