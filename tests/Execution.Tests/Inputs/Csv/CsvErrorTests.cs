using Linq.Streaming;

namespace Execution.Tests.Inputs.Csv;

public sealed class CsvErrorTests : CsvFileTests
{
    private const string Header = "name,count,kind\n";

    [Theory]
    [InlineData("a,x,One\n", 2, "column 'count' has 'x', which is not a valid Int32.")]
    [InlineData("a,,One\n", 2, "column 'count' has '', which is not a valid Int32.")]
    [InlineData("a,1,One\n\n\na,1.5,One\n", 5, "column 'count' has '1.5', which is not a valid Int32.")]
    [InlineData("\"a\nb\nc\",1,One\na,99999999999,One\n", 5, "column 'count' has '99999999999', which is not a valid Int32.")]
    [InlineData("a,1,3\n", 2, "column 'kind' has '3', which is not a valid Kind.")]
    [InlineData("a,1,Three\n", 2, "column 'kind' has 'Three', which is not a valid Kind.")]
    [InlineData("a,0123456789012345678901234567890123456789x,One\n", 2, "column 'count' has '0123456789012345678901234567890123456789…', which is not a valid Int32.")]
    [InlineData("a,1,One\r\nb,2\r\n", 3, "the row ends after 2 of 3 columns; column 'kind' is missing.")]
    public void A_malformed_row_names_file_line_column_text_and_type(string rows, long line, string reason)
    {
        Write(Header + rows);
        var thrown = Assert.Throws<StreamQueryException>(Read<Row>);
        Assert.Equal("LS4001", thrown.Code);
        Assert.Equal([FilePath, line, reason], thrown.Parameters);
    }

    [Theory]
    [InlineData("a,1,One\n\"b\"x,2,One\n", 3)]
    [InlineData("a,1,One\n\"b,2,One\n", 3)]
    public void Wrong_quotes_name_their_line(string rows, long line)
    {
        Write(Header + rows);
        var thrown = Assert.Throws<StreamQueryException>(Read<Row>);
        Assert.Equal("LS4001", thrown.Code);
        Assert.Equal([FilePath, line], thrown.Parameters.Take(2));
        Assert.NotNull(thrown.InnerException);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("abc")]
    public void Fractions_have_no_separators(string text)
    {
        Write($"value\n\"{text}\"\n");
        Assert.Equal("LS4001", Assert.Throws<StreamQueryException>(Read<Fraction>).Code);
    }

    [Fact]
    public void Rows_before_a_malformed_one_are_returned()
    {
        Write(Header + "a,1,One\nb,x,Two\n");
        using var rows = CsvRows.Read<Row>(FilePath).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.Equal(new Row("a", 1, Kind.One), rows.Current);
        Assert.Throws<StreamQueryException>(() => rows.MoveNext());
    }

    [Fact]
    public void A_missing_column_of_a_parameter_is_refused()
    {
        Write("name,kind\na,One\n");
        AssertMissing<Row>("Count", "name, kind");
    }

    [Fact]
    public void A_missing_column_of_a_required_property_is_refused()
    {
        Write("other\n1\n");
        AssertMissing<Required>("Name", "other");
    }

    [Fact]
    public void A_header_that_fits_no_member_is_refused()
    {
        Write("a,b\n1,2\n");
        AssertMissing<Optional>("Name", "a, b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void An_empty_file_is_refused(string text)
    {
        Write(text);
        AssertMissing<Row>("Name", "nothing, the file is empty");
    }

    [Fact]
    public void A_missing_file_is_refused_when_it_is_enumerated()
    {
        var rows = CsvRows.Read<Row>(FilePath);
        var thrown = Assert.Throws<StreamQueryException>(() => rows.Any());
        Assert.Equal("LS4003", thrown.Code);
        Assert.Equal(FilePath, thrown.Parameters[0]);
        Assert.IsType<FileNotFoundException>(thrown.InnerException);
    }

    [Fact]
    public void A_directory_is_no_file() =>
        Assert.Equal("LS4003", Assert.Throws<StreamQueryException>(() => CsvRows.Read<Row>(Path.GetTempPath()).Any()).Code);

    [Fact]
    public void A_type_that_cannot_be_made_is_refused()
    {
        Write("name\na\n");
        Assert.All(
            [Assert.Throws<StreamQueryException>(Read<IDisposable>), Assert.Throws<StreamQueryException>(Read<object>), Assert.Throws<StreamQueryException>(Read<Nested>)],
            thrown => Assert.Equal("LS4005", thrown.Code));
    }

    [Fact]
    public void An_empty_path_is_refused_at_the_call() => Assert.Throws<ArgumentException>(() => CsvRows.Read<Row>(""));

    private void AssertMissing<T>(string column, string found)
    {
        var thrown = Assert.Throws<StreamQueryException>(Read<T>);
        Assert.Equal("LS4002", thrown.Code);
        Assert.Equal([FilePath, column, found], thrown.Parameters);
    }

    public enum Kind
    {
        One,
        Two,
    }

    public sealed record Row(string Name, int Count, Kind Kind);

    public sealed record Fraction(double Value);

    public sealed record Nested(Row Name);

    public sealed class Required
    {
        public required string Name { get; set; }

        public int Other { get; set; }
    }

    public sealed class Optional
    {
        public string Name { get; set; } = "";
    }
}
