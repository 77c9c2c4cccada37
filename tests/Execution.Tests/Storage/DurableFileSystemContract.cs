using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

/// <summary>What every file system does, the simulated one like that of the machine.</summary>
public abstract class DurableFileSystemContract
{
    /// <summary>A directory that is there and empty.</summary>
    protected abstract string Root { get; }

    private protected abstract IDurableFileSystem Files { get; }

    [Fact]
    public void What_is_written_is_read()
    {
        using (var file = Files.Create(At("a")))
        {
            file.Write("on"u8);
            file.Write([]);
            file.Write("e"u8);
            Assert.Equal(3, file.Length);
            Assert.Equal("one"u8, Files.Read(At("a")));
            file.Sync();
        }

        Files.SyncDirectory(Root);
        Assert.True(Files.Exists(At("a")));
        Assert.Equal("one"u8, Files.Read(At("a")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Files_of_any_length_are_read_whole(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        Write("a", bytes);

        Assert.Equal(bytes, Files.Read(At("a")));
    }

    [Fact]
    public void Create_cuts_away_what_was_there()
    {
        Write("a", "long content"u8);

        Write("a", "x"u8);

        Assert.Equal("x"u8, Files.Read(At("a")));
    }

    [Fact]
    public void A_file_is_cut_to_a_length_and_appended_to()
    {
        Write("a", "one two"u8);

        using (var file = Files.OpenAppend(At("a"), 4))
        {
            Assert.Equal(4, file.Length);
            Assert.Equal("one "u8, Files.Read(At("a")));
            file.Write("three"u8);
            Assert.Equal(9, file.Length);
        }

        Assert.Equal("one three"u8, Files.Read(At("a")));
    }

    [Fact]
    public void A_shorter_file_is_not_filled_up()
    {
        Write("a", "one"u8);

        Fails("open", Errno.Invalid, () => Files.OpenAppend(At("a"), 4));

        Assert.Equal("one"u8, Files.Read(At("a")));
    }

    [Fact]
    public void A_rename_replaces()
    {
        Write("old", "1"u8);
        Write("new", "2"u8);

        Files.Rename(At("new"), At("old"));

        Assert.Equal(["old"], Files.List(Root));
        Assert.Equal("2"u8, Files.Read(At("old")));
    }

    [Fact]
    public void A_file_that_is_deleted_is_gone_and_may_be_deleted_again()
    {
        Write("a", "1"u8);

        Files.Delete(At("a"));
        Files.Delete(At("a"));

        Assert.False(Files.Exists(At("a")));
        Assert.Empty(Files.List(Root));
    }

    [Fact]
    public void Directories_are_made_with_those_above_them_and_once()
    {
        Files.CreateDirectory(At("x/y/z"));
        Files.CreateDirectory(At("x/y/z/"));
        Write("x/y/z/a", "1"u8);

        Assert.Equal("1"u8, Files.Read(At("x/y/z/a")));
        Assert.Empty(Files.List(Root));
        Assert.False(Files.Exists(At("x")));
        Files.SyncDirectory(At("x/y/z"));
    }

    [Fact]
    public void A_directory_is_not_made_in_place_of_a_file()
    {
        Write("a", "1"u8);

        Fails("mkdir", Errno.Exists, () => Files.CreateDirectory(At("a")));
        Fails("mkdir", Errno.Exists, () => Files.CreateDirectory(At("a/b")));
    }

    [Fact]
    public void Names_are_listed_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "a", "B", "a-1", "10", "9", ".hidden" })
        {
            Write(name, "1"u8);
        }

        Assert.Equal([".hidden", "10", "9", "B", "a", "a-1", "b"], Files.List(Root));
        Assert.Equal(Files.List(Root), Files.List(Root + "/"));
        Assert.Empty(Files.List(At("nothing")));
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Fails("open", Errno.NoEntry, () => Files.OpenAppend(At("a"), 0));
        Fails("open", Errno.NoEntry, () => Files.Create(At("nothing/a")));
        Fails("rename", Errno.NoEntry, () => Files.Rename(At("a"), At("b")));
        Fails("open", Errno.NoEntry, () => Files.SyncDirectory(At("nothing")));
        Assert.Equal(Errno.NoEntry, Assert.Throws<DurableIOException>(() => Files.Read(At("a"))).Errno);
        Assert.False(Files.Exists(At("nothing/a")));
    }

    [Fact]
    public void A_directory_is_no_file()
    {
        Files.CreateDirectory(At("d"));
        Write("a", "1"u8);

        Fails("open", Errno.IsDirectory, () => Files.Create(At("d")));
        Fails("read", Errno.IsDirectory, () => Files.Read(At("d")));
        Fails("rename", Errno.IsDirectory, () => Files.Rename(At("a"), At("d")));
    }

    [Fact]
    public void A_lock_has_one_holder_at_a_time()
    {
        var first = Files.TryLock(At("lock"));
        Assert.NotNull(first);
        Assert.Null(Files.TryLock(At("lock")));
        Assert.NotNull(Files.TryLock(At("another")));

        first.Dispose();

        using var second = Files.TryLock(At("lock"));
        Assert.NotNull(second);
        Assert.Equal(["another", "lock"], Files.List(Root));
    }

    [Fact]
    public void A_closed_file_is_not_written_to()
    {
        var file = Files.Create(At("a"));
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Write("1"u8));
        Assert.Throws<ObjectDisposedException>(file.Sync);
    }

    [Fact]
    public void A_file_stays_what_was_opened_under_other_names()
    {
        using var file = Files.Create(At("a"));
        file.Write("1"u8);
        Files.Rename(At("a"), At("b"));
        Write("a", "other"u8);

        file.Write("2"u8);
        file.Sync();

        Assert.Equal("12"u8, Files.Read(At("b")));
    }

    [Fact]
    public void An_atomic_write_leaves_nothing_but_the_file()
    {
        Files.WriteAtomically(At("a"), "1"u8);
        Files.WriteAtomically(At("a"), "2"u8);

        Assert.Equal(["a"], Files.List(Root));
        Assert.Equal("2"u8, Files.Read(At("a")));
    }

    private protected string At(string name) => $"{Root}/{name}";

    private protected void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = Files.Create(At(name));
        file.Write(content);
    }

    private protected static DurableIOException Fails(string operation, int errno, Action action)
    {
        var failure = Assert.Throws<DurableIOException>(action);
        Assert.Equal((operation, errno), (failure.Operation, failure.Errno));
        return failure;
    }
}
