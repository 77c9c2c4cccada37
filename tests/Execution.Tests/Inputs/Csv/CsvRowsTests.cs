using System.Globalization;
using System.Text;
using Linq.Streaming;

namespace Execution.Tests.Inputs.Csv;

public sealed class CsvRowsTests : CsvFileTests
{
    public enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    public void Columns_are_found_by_name_whatever_their_case_order_and_separators()
    {
        Write("Ignored,delay-minutes,ORIGIN code\n-,33,LAS\n-,-4,ATL\n");
        Assert.Equal([new Delay("LAS", 33), new Delay("ATL", -4)], Read<Delay>());
    }

    [Fact]
    public void Every_type_is_read_invariantly()
    {
        Write("text,whole,small,fraction,money,flag,letter,id,colour,utc,instant,day,clock,span\n" +
            "a,-12345678901,255,1.5e3,0.10,TRUE,x,8c5b1f0e-98a7-4a2e-9a53-0d2f7c1b6a11,green," +
            "2001-01-01T02:00:00+01:00,2001-01-01T00:01:00,2001-02-03,04:05:06,1.02:03:04\n");
        var row = Assert.Single(Read<Everything>());
        Assert.Equal(
            new Everything("a", -12345678901, 255, 1500, 0.10m, true, 'x', new Guid("8c5b1f0e-98a7-4a2e-9a53-0d2f7c1b6a11"), Colour.Green,
                new DateTime(2001, 1, 1, 1, 0, 0, DateTimeKind.Utc), new DateTimeOffset(2001, 1, 1, 0, 1, 0, TimeSpan.Zero),
                new DateOnly(2001, 2, 3), new TimeOnly(4, 5, 6), new TimeSpan(1, 2, 3, 4)),
            row);
        Assert.Equal(DateTimeKind.Utc, row.Utc.Kind);
        Assert.Equal(TimeSpan.Zero, row.Instant.Offset);
    }

    [Fact]
    public void An_offset_is_kept()
    {
        Write("at\n2001-01-01T02:00:00+01:00\n");
        Assert.Equal(TimeSpan.FromHours(1), Assert.Single(Read<Timed>()).At.Offset);
    }

    [Fact]
    public void An_empty_field_of_a_nullable_is_null_and_of_a_string_empty()
    {
        Write("number,colour,text\n,,\n1,red,x\n");
        Assert.Equal([new Nullables(null, null, ""), new Nullables(1, Colour.Red, "x")], Read<Nullables>());
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_breaks()
    {
        Write("origin_code,delay_minutes\r\n\"a,\"\"b\"\"\r\nc\",1\r\n#d,2\r\n");
        Assert.Equal([new Delay("a,\"b\"\r\nc", 1), new Delay("#d", 2)], Read<Delay>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_byte_order_mark_is_no_part_of_the_header(bool mark)
    {
        File.WriteAllText(FilePath, "origin_code,delay_minutes\nÅÄÖ,1", new UTF8Encoding(mark));
        Assert.Equal([new Delay("ÅÄÖ", 1)], Read<Delay>());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Blank_lines_are_ignored(string lineBreak)
    {
        Write(string.Join(lineBreak, "", "origin_code,delay_minutes", "LAS,1", "", "ATL,2", "", "", ""));
        Assert.Equal([new Delay("LAS", 1), new Delay("ATL", 2)], Read<Delay>());
    }

    [Fact]
    public void A_header_alone_has_no_rows()
    {
        Write("origin_code,delay_minutes");
        Assert.Empty(Read<Delay>());
    }

    [Fact]
    public void Properties_are_set_and_keep_their_initial_value_without_a_column()
    {
        Write("name,count\nx,3\n");
        var row = Assert.Single(Read<Settable>());
        Assert.Equal(("x", 3, 7), (row.Name, row.Count, row.Other));
    }

    [Fact]
    public void Constructor_defaults_stand_in_for_missing_columns()
    {
        Write("a\n1\n");
        Assert.Equal([new Defaults(1, 5, Colour.Green, null, "z")], Read<Defaults>());
    }

    [Fact]
    public void Structs_are_rows_too()
    {
        Write("x,y\n1,2\n");
        Assert.Equal([new Point(1, 2)], Read<Point>());
        var mutable = Assert.Single(Read<MutablePoint>());
        Assert.Equal((1, 2), (mutable.X, mutable.Y));
    }

    [Fact]
    public void Rows_are_read_one_after_the_other_and_again_by_each_enumeration()
    {
        Write("origin_code,delay_minutes\nLAS,1\nATL,x\n");
        var rows = CsvRows.Read<Delay>(FilePath);
        Assert.Equal(new Delay("LAS", 1), rows.First());
        Assert.Equal(new Delay("LAS", 1), rows.First());
    }

    [Fact]
    public void Repeated_texts_are_one_string()
    {
        Write("origin_code,delay_minutes\nLAS,1\nLAS,2\n");
        var rows = Read<Delay>();
        Assert.Same(rows[0].OriginCode, rows[1].OriginCode);
    }

    [Fact]
    public void Many_rows_of_many_sizes_are_read_as_written()
    {
        var expected = Enumerable.Range(0, 20_000).Select(i => new Delay(new string((char)('a' + (i % 26)), i % 50) + i, i)).ToList();
        Write("origin_code,delay_minutes\n" + string.Concat(expected.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.OriginCode},{row.DelayMinutes}\n"))));
        Assert.Equal(expected, Read<Delay>());
    }

    public sealed record Delay(string OriginCode, int DelayMinutes);

    public sealed record Timed(DateTimeOffset At);

    public sealed record Nullables(int? Number, Colour? Colour, string Text);

    public sealed record Defaults(int A, int B = 5, Colour C = Colour.Green, int? D = null, string E = "z");

    public readonly record struct Point(int X, int Y);

    public struct MutablePoint
    {
        public int X { get; set; }

        public int Y { get; init; }
    }

    public sealed class Settable
    {
        public required string Name { get; init; }

        public int Count { get; set; }

        public int Other { get; set; } = 7;

        public int Twice => Count * 2;
    }

    public sealed record Everything(
        string Text, long Whole, byte Small, double Fraction, decimal Money, bool Flag, char Letter, Guid Id, Colour Colour,
        DateTime Utc, DateTimeOffset Instant, DateOnly Day, TimeOnly Clock, TimeSpan Span);
}
