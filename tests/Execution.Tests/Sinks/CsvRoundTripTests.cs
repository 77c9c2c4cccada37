using System.Globalization;
using System.Numerics;
using CsCheck;
using Faults.Simulation;
using Linq.Streaming;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>What is written as CSV is what is read from it.</summary>
public sealed class CsvRoundTripTests : IDisposable
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String[Gen.Char["ab ,\"\r\n'=\t;é漢"], 0, 12], Gen.String.AlphaNumeric, Gen.Const("\"\""), Gen.Const("=1+1"), Gen.Const(" a "));

    private static readonly Gen<DateTime> Times = Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTime(ticks, DateTimeKind.Utc));

    private static readonly Gen<Numbers> NumberRows = Gen.Select(Gen.Int, Gen.Long, Gen.Double, Gen.Single, Gen.Decimal, Gen.Byte, Gen.Bool, Gen.Int.Nullable())
        .Select(row => new Numbers(row.Item1, row.Item2, row.Item3, row.Item4, row.Item5, row.Item6, row.Item7, row.Item8, BigInteger.Multiply(row.Item2, row.Item2)));

    private static readonly Gen<Texted> TextRows = Gen.Select(Texts, Gen.Char["x,\"\n é"], Gen.Enum<DayOfWeek>(), Gen.Guid, Times, Times, Gen.Long, Texts)
        .Select(row => new Texted
        {
            Name = row.Item1,
            Letter = row.Item2,
            Day = row.Item3,
            Id = row.Item4,
            At = row.Item5,
            Seen = new DateTimeOffset(row.Item6),
            Date = DateOnly.FromDateTime(row.Item5),
            Clock = TimeOnly.FromDateTime(row.Item6),
            Span = new TimeSpan(row.Item7),
            Maybe = row.Item7 % 2 == 0 ? row.Item5 : null,
            Last = row.Item8,
        });

    private readonly string _directory = Directory.CreateTempSubdirectory("linqstream-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Numbers_are_the_same() => NumberRows.Array[1, 20].Sample(rows => Assert.Equal(rows, RoundTrip(rows)), iter: 200, threads: 1);

    [Fact]
    public void Texts_and_times_are_the_same() => TextRows.Array[1, 20].Sample(rows => Assert.Equal(rows, RoundTrip(rows)), iter: 200, threads: 1);

    [Fact]
    public void A_single_text_is_the_same() => Texts.Select(text => new One(text)).Array[1, 20].Sample(rows => Assert.Equal(rows, RoundTrip(rows)), iter: 200, threads: 1);

    [Fact]
    public void Pairs_are_the_same() => Gen.Select(Texts, Gen.Double).Array[1, 20].Sample(rows => Assert.Equal(rows, RoundTrip(rows)), iter: 100, threads: 1);

    [Fact]
    public void The_culture_plays_no_part()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" }, DateTimeFormat = { TimeSeparator = "." } };
        try
        {
            Assert.Equal(["At,Value,Day\n2026-01-02T03:04:05.5Z,-1.5,Monday\n"], Written(new { At = new DateTime(2026, 1, 2, 3, 4, 5, 500), Value = -1.5, Day = DayOfWeek.Monday }));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Times_are_written_in_utc()
    {
        var at = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal(["A,B\n2025-12-31T23:00:00Z,2026-01-01T01:00:00Z\n"], Written(new { A = at, B = at.DateTime }));
    }

    [Fact]
    public void Null_is_an_empty_field_and_formulas_stay() =>
        Assert.Equal(["A,B,C\n,,=1+1\n"], Written(new { A = (string?)null, B = (int?)null, C = "=1+1" }));

    [Fact]
    public async Task A_query_writes_what_another_reads()
    {
        (int Id, string Name)[] rows = [.. Enumerable.Range(1, 1000).Select(i => (i, $"row \"{i}\""))];
        await using (var context = new StreamContext(TimeSpan.FromSeconds(1)))
        {
            context.FromEnumerable(rows, batchSize: 100).WriteTo(FileSink.Csv<(int Id, string Name)>(_directory));
            await context.RunAsync();
        }

        var file = Assert.Single(Directory.GetFiles(_directory, "*.csv"), path => Path.GetFileName(path)[0] != '.');
        var read = new List<(int Id, string Name)>();
        await using (var context = new StreamContext(TimeSpan.FromSeconds(1)))
        {
            context.FromCsv<(int Id, string Name)>(file).ForEachBatch(read.AddRange);
            await context.RunAsync();
        }

        Assert.Equal(rows, read);
    }

    [Theory]
    [InlineData(typeof(WithList), "Tags")]
    [InlineData(typeof(WithHidden), "hidden")]
    [InlineData(typeof(string), "String")]
    [InlineData(typeof(int), "Int32")]
    public void Types_that_cannot_be_written_are_refused_by_name(Type type, string name)
    {
        var open = GetType().GetMethod(nameof(OpenOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);

        var failure = Assert.IsAssignableFrom<Exception>(((Func<Exception?>)open.CreateDelegate(typeof(Func<Exception?>)))());

        Assert.True(failure is NotSupportedException or StreamQueryException, failure.ToString());
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_null_is_refused()
    {
        var sink = SinkTesting.Csv<One>(new SimulatedFileSystem());
        sink.Open();

        Assert.Throws<InvalidOperationException>(() => sink.Prepare(Batch<One>(1, [null!])));
    }

    private static Exception? OpenOf<T>() => Record.Exception(() => SinkTesting.Csv<T>(new SimulatedFileSystem()).Open());

    private T[] RoundTrip<T>(T[] rows)
    {
        var path = Path.Combine(_directory, "rows.csv");
        File.WriteAllText(path, Written(rows).Single());
        return [.. CsvRows.Read<T>(path)];
    }

    private static string[] Written<T>(params T[] rows)
    {
        var files = new SimulatedFileSystem();
        var sink = SinkTesting.Csv<T>(files);
        sink.Open();
        sink.Write(Batch(1, rows));
        sink.Close();
        return [.. Visible(files).Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
    }

    private sealed record Numbers(int A, long B, double C, float D, decimal E, byte F, bool G, int? H, BigInteger I);

    private sealed record Texted
    {
        public required string Name { get; init; }

        public char Letter { get; init; }

        public DayOfWeek Day { get; init; }

        public Guid Id { get; init; }

        public DateTime At { get; init; }

        public DateTimeOffset Seen { get; init; }

        public DateOnly Date { get; init; }

        public TimeOnly Clock { get; init; }

        public TimeSpan Span { get; init; }

        public DateTime? Maybe { get; init; }

        public string Last { get; init; } = "";
    }

    private sealed record One(string Text);

    private sealed record WithList(int Id, List<string> Tags);

    private sealed class WithHidden(int hidden)
    {
        public int Seen => hidden;
    }
}
