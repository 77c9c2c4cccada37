using Faults.Simulation;
using Linq.Streaming;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>What files have, and when they are complete.</summary>
public sealed class FileSinkTests
{
    private readonly SimulatedFileSystem _files = new();

    [Fact]
    public void A_file_is_complete_with_the_batch_that_makes_it_large_enough()
    {
        var sink = Lines(_files, new() { MaxBytes = 6 });
        Assert.Null(sink.Open());

        sink.Write(Batch(1, "aa"));
        Assert.Equal(["1 aa\n"], Hidden(_files));
        Assert.Empty(Visible(_files));
        sink.Write(Batch(2, "b", "cc"));
        sink.Write(Batch(3, "larger than a file"));
        sink.Write(Batch(4, "d"));

        Assert.Equal(["1-2 aa\nb\ncc\n", "3-3 larger than a file\n"], Visible(_files));
        Assert.Equal(["4 d\n"], Hidden(_files));
    }

    [Fact]
    public void A_file_is_complete_with_the_batch_that_makes_it_old_enough_which_may_be_empty()
    {
        var sink = Lines(_files, new() { MaxAge = TimeSpan.FromSeconds(2) });
        sink.Open();

        sink.Write(Batch<string>(1));
        sink.Write(Batch(2, "a"));
        sink.Write(Batch(3, "b"));
        sink.Write(Batch<string>(4));
        sink.Write(Batch(5, "c"));
        sink.Write(Batch(9, "d"));

        Assert.Equal(["2-3 a\nb\n", "5-9 c\nd\n"], Visible(_files));
    }

    [Fact]
    public void Without_an_age_each_batch_with_rows_is_a_file()
    {
        var sink = Lines(_files, new() { MaxAge = TimeSpan.Zero });
        sink.Open();

        sink.Write(Batch(1, "a"));
        sink.Write(Batch<string>(2));
        sink.Write(Batch(3, "b"));

        Assert.Equal(["1-1 a\n", "3-3 b\n"], Visible(_files));
    }

    [Fact]
    public void Nothing_is_left_hidden_at_the_end()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        sink.Write(Batch(2, "b"));

        sink.Close();
        sink.Close();

        Assert.Equal(["1-2 a\nb\n"], Visible(_files));
        Assert.Empty(Hidden(_files));
    }

    [Fact]
    public void A_prepared_batch_is_left_hidden_at_the_end_and_committed_by_the_next_process()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        sink.Prepare(Batch(2, "b"));
        sink.Close();
        Assert.Empty(Visible(_files));

        sink = Lines(_files);
        Assert.Equal(1, sink.Open(2));
        sink.Commit(2);
        sink.Commit(2);
        sink.Close();

        Assert.Equal(["1-2 a\nb\n"], Visible(_files));
    }

    [Fact]
    public void A_query_without_rows_makes_no_file_and_knows_its_batches()
    {
        var sink = Csv<Row>(_files);
        sink.Open();
        sink.Write(Batch<Row>(1));
        sink.Close();

        Assert.Empty(Visible(_files));
        Assert.Equal(1, Csv<Row>(_files).Open(2));
    }

    [Fact]
    public void What_is_prepared_again_replaces_what_was()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Prepare(Batch(1, "a long line"));
        sink.Prepare(Batch(1, "a"));
        sink.Commit(1);
        sink.Prepare(Batch(2, "a long line"));
        sink.Abort(3);
        sink.Abort(2);
        Assert.Equal(["1 a\n"], Hidden(_files));
        Assert.Throws<InvalidOperationException>(() => sink.Commit(2));

        sink.Write(Batch(2, "b"));
        sink.Close();

        Assert.Equal(["1-2 a\nb\n"], Visible(_files));
    }

    [Fact]
    public void An_aborted_first_batch_leaves_no_file()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Prepare(Batch(1, "a"));
        sink.Abort(1);
        Assert.Empty(Hidden(_files));

        sink.Close();

        Assert.Empty(Visible(_files));
    }

    [Fact]
    public void Each_csv_file_has_a_header_unless_there_is_to_be_none()
    {
        var options = new FileSinkOptions { MaxAge = TimeSpan.Zero };
        var sink = Csv<Row>(_files, options);
        sink.Open();
        sink.Write(Batch(1, new Row(1, "a")));
        sink.Write(Batch(2, new Row(2, "b")));
        Assert.Equal(["1-1 Id,Name\n1,a\n", "2-2 Id,Name\n2,b\n"], Visible(_files));

        var other = new SimulatedFileSystem();
        sink = Csv<Row>(other, options with { HeaderRow = false });
        sink.Open();
        sink.Write(Batch(1, new Row(1, "a")));
        Assert.Equal(["1-1 1,a\n"], Visible(other));
    }

    [Fact]
    public void Rows_with_other_columns_go_to_another_file()
    {
        var sink = Csv<Row>(_files);
        sink.Open();
        sink.Write(Batch(1, new Row(1, "a")));
        sink.Prepare(Batch(2, new Row(2, "b")));

        var wider = Csv<WiderRow>(_files);
        wider.Open(2);
        wider.Commit(2);
        wider.Write(Batch(3, new WiderRow(3, "c", 4)));
        wider.Close();

        Assert.Equal(["1-2 Id,Name\n1,a\n2,b\n", "3-3 Id,Name,Weight\n3,c,4\n"], Visible(_files));
    }

    [Fact]
    public void Outputs_with_prefixes_of_their_own_share_a_directory()
    {
        var left = Lines(_files, new() { Prefix = "a" });
        var right = Lines(_files, new() { Prefix = "a-1" });
        left.Open(1, "left");
        right.Open(1, "right");
        left.Write(Batch(1, "l"));
        right.Write(Batch(1, "r"));
        left.Close();
        right.Close();
        Lines(_files, new() { Prefix = "a" }).Open(2, "left");
        Lines(_files, new() { Prefix = "a-1" }).Open(2, "right");

        Assert.Equal(["a-1-1 l\n", "a-1-1-1 r\n"], Visible(_files));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void A_prefix_is_part_of_a_name_that_readers_see(string prefix) =>
        Assert.ThrowsAny<ArgumentException>(() => FileSink.Lines<string>("d", options: new() { Prefix = prefix }));

    [Fact]
    public void Sizes_and_ages_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FileSink.Csv<Row>("d", new() { MaxBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FileSink.Csv<Row>("d", new() { MaxBytes = long.MaxValue }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FileSink.JsonLines<Row>("d", new() { MaxAge = TimeSpan.FromTicks(-1) }));
    }

    [Fact]
    public void A_sink_that_is_not_open_takes_nothing()
    {
        var sink = Lines(_files);

        Assert.Throws<InvalidOperationException>(() => sink.Prepare(Batch(1, "a")));
        sink.Close();
        Assert.Equal(0, _files.Operations);
    }

    private sealed record Row(int Id, string Name);

    private sealed record WiderRow(int Id, string Name, int Weight);
}
