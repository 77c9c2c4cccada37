using System.Globalization;

namespace Linq.Streaming.Tests.Outputs;

public sealed class PrintTests
{
    private readonly StringWriter _writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    [Fact]
    public async Task Writes_a_header_and_the_first_rows()
    {
        var fixture = new OutputFixture<string?>();
        fixture.Source.Print(2, _writer);

        await fixture.Give("a", null, "c");

        Assert.Equal(
            """
            -------------------------------------------
            Time: 1970-01-01T00:00:01Z
            -------------------------------------------
            a
            null
            ...


            """.ReplaceLineEndings("\n"),
            _writer.ToString());
    }

    [Fact]
    public async Task Writes_no_dots_where_there_is_no_more()
    {
        var fixture = new OutputFixture<int>();
        fixture.Source.Print(writer: _writer);

        await fixture.Give([.. Enumerable.Range(0, 10)]);
        await fixture.Give();

        Assert.DoesNotContain("...", _writer.ToString());
        Assert.Contains("\n9\n\n---", _writer.ToString());
        Assert.EndsWith("Time: 1970-01-01T00:00:02Z\n-------------------------------------------\n\n", _writer.ToString());
    }

    [Fact]
    public async Task Writes_members_in_the_invariant_culture_and_leaves_the_callers_alone()
    {
        var caller = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        var fixture = new OutputFixture<KeyValuePair<string, double>>();
        fixture.Source.Print(10, _writer);
        try
        {
            CultureInfo.CurrentCulture = commas;
            var writing = fixture.Give(KeyValuePair.Create("a", 1.5));
            Assert.Same(commas, CultureInfo.CurrentCulture);
            await writing;
        }
        finally
        {
            CultureInfo.CurrentCulture = caller;
        }

        Assert.Contains("\n[a, 1.5]\n", _writer.ToString());
    }
}
