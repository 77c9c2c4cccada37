using Faults.Simulation;
using Linq.Streaming;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>One process after the other, and one beside the other.</summary>
public sealed class FileSinkTakeoverTests
{
    private readonly SimulatedFileSystem _files = new();

    [Fact]
    public void An_older_epoch_may_neither_open_nor_write_any_more()
    {
        var old = Lines(_files);
        old.Open(4);
        old.Write(Batch(1, "a"));
        old.Prepare(Batch(2, "b"));
        var now = Lines(_files);
        now.Open(5);

        Assert.Throws<StreamFencedException>(() => Lines(_files).Open(4));
        Assert.Throws<StreamFencedException>(() => old.Commit(2));
        Assert.Throws<StreamFencedException>(() => old.Prepare(Batch(2, "b")));
        Assert.Throws<StreamFencedException>(() => old.Abort(2));
        now.Abort(2);
        now.Write(Batch(2, "c"));
        old.Close();

        Assert.Equal(["1 a\nc\n"], Hidden(_files));
        now.Close();
        Assert.Equal(["1-2 a\nc\n"], Visible(_files));
    }

    [Fact]
    public void An_older_epoch_does_not_complete_a_file_at_its_end()
    {
        var old = Lines(_files);
        old.Open(1);
        old.Write(Batch(1, "a"));
        Lines(_files).Open(2);

        old.Close();

        Assert.Equal(["1 a\n"], Hidden(_files));
        Assert.Empty(Visible(_files));
    }

    [Fact]
    public async Task A_call_waits_for_the_one_of_another_process()
    {
        var sink = Lines(_files);
        sink.Open();
        var held = _files.TryLock($"{Out}/.lock-part.txt");

        var prepared = sink.PrepareAsync(Batch(1, "a"), default);

        Assert.False(prepared.IsCompleted);
        held!.Dispose();
        await prepared;
        Assert.Equal(["1 a\n"], Hidden(_files));
    }

    [Fact]
    public void Files_of_another_query_are_not_mixed_with()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        sink.Close();

        Assert.Throws<InvalidOperationException>(() => Lines(_files).Open(query: Guid.NewGuid()));
        Assert.Throws<InvalidOperationException>(() => Lines(_files).Open(2, "other"));
        _files.Delete($"{Out}/.journal-part.txt");
        Assert.Throws<InvalidOperationException>(() => Lines(_files).Open(2));
        Assert.Equal(["1-1 a\n"], Visible(_files));
    }

    [Fact]
    public void Another_query_begins_where_the_files_have_been_deleted()
    {
        var sink = Lines(_files, new() { MaxAge = TimeSpan.Zero });
        sink.Open();
        sink.Write(Batch(1, "a"));
        foreach (var name in _files.List(Out).Where(name => name[0] != '.'))
        {
            _files.Delete($"{Out}/{name}");
        }

        var other = Lines(_files);
        Assert.Null(other.Open(query: Guid.NewGuid()));
        other.Write(Batch(1, "b"));

        Assert.Throws<StreamFencedException>(() => sink.Prepare(Batch(2, "c")));
        other.Close();
        Assert.Equal(["1-1 b\n"], Visible(_files));
    }

    [Fact]
    public void Readers_may_take_complete_files_away()
    {
        var sink = Lines(_files, new() { MaxAge = TimeSpan.Zero });
        sink.Open();
        sink.Write(Batch(1, "a"));
        _files.Delete($"{Out}/{_files.List(Out).Single(name => name[0] != '.')}");

        sink = Lines(_files);
        Assert.Equal(1, sink.Open(2));
        sink.Write(Batch(2, "b"));
        sink.Close();

        Assert.Equal(["2-2 b\n"], Visible(_files));
    }

    [Fact]
    public void Rows_that_a_crash_has_left_without_a_record_are_cut_off()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        using (var file = _files.OpenAppend($"{Out}/.current-part-{1:D20}.txt", 2))
        {
            file.Write("what no record speaks of\n"u8);
        }

        sink = Lines(_files);
        sink.Open(2);
        sink.Close();

        Assert.Equal(["1-1 a\n"], Visible(_files));
    }

    [Fact]
    public void A_cut_that_could_not_be_synced_is_not_believed()
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        sink.Prepare(Batch(2, "what is not to be seen"));

        // The record, the cut, its sync: only that one fails.
        (_files.Fault, _files.FailAt) = (FaultKind.Sync, _files.Operations + 5);
        Assert.ThrowsAny<IOException>(() => sink.Abort(2));
        Assert.Equal(["1 a\n"], Hidden(_files));

        sink = Lines(_files);
        sink.Open(2);
        sink.Close();

        Assert.Equal(["1-1 a\n"], Visible(_files.AfterCrash(CrashKind.Lost, 0)));
    }

    [Fact]
    public void The_journal_stays_small()
    {
        var sink = Lines(_files);
        sink.Open();
        var longest = 0;
        for (var batch = 1; batch <= 500; batch++)
        {
            sink.Write(Batch(batch, "a"));
            longest = Math.Max(longest, _files.Read($"{Out}/.journal-part.txt").Length);
        }

        Assert.InRange(longest, 8 << 10, 16 << 10);
        Assert.Equal(500, Lines(_files).Open(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_is_told_and_not_gone_on_with(bool isMissing)
    {
        var sink = Lines(_files);
        sink.Open();
        sink.Write(Batch(1, "a"));
        sink.Write(Batch(2, "b"));
        var path = $"{Out}/{_files.List(Out).Single(name => name.StartsWith(".current", StringComparison.Ordinal))}";
        if (isMissing)
        {
            _files.Delete(path);
        }
        else
        {
            using var file = _files.OpenAppend(path, 1);
            file.Write("\nX\n"u8);
        }

        var failure = Assert.Throws<InvalidDataException>(() => Lines(_files).Open(2));

        Assert.Contains("2 rows (4 bytes) of batches 1 to 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_journal_is_told()
    {
        Lines(_files).Open();
        using (var file = _files.OpenAppend($"{Out}/.journal-part.txt", 20))
        {
            file.Write("x"u8);
        }

        Assert.Throws<InvalidDataException>(() => Lines(_files).Open(2));
    }
}
