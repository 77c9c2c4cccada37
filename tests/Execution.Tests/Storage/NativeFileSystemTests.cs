using System.Diagnostics;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

/// <summary>The contract on a directory of this machine, and what only a real one shows.</summary>
/// <remarks>The files /dev/full and /dev/null of Linux fail for certain: the one every write, for want of space, and both every sync.</remarks>
public sealed class NativeFileSystemTests : DurableFileSystemContract, IDisposable
{
    protected override string Root { get; } = Directory.CreateTempSubdirectory("linqstream-").FullName.Replace('\\', '/');

    private protected override IDurableFileSystem Files { get; } = new NativeFileSystem();

    public void Dispose() => Directory.Delete(Root, recursive: true);

    [Fact]
    public void A_failed_sync_is_reported_and_the_file_is_unusable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var file = Files.Create("/dev/null");
        file.Write("1"u8);

        var failure = Fails("fsync", Errno.Invalid, file.Sync);

        Assert.StartsWith("fsync of 'null' failed with EINVAL: Invalid argument", failure.Message, StringComparison.Ordinal);
        Assert.Equal("fsync of 'null' failed with EINVAL: the file is unusable since its fsync failed.", Fails("fsync", Errno.Invalid, file.Sync).Message);
        Fails("write", Errno.Invalid, () => file.Write("2"u8));
        Assert.Equal(1, file.Length);
    }

    [Fact]
    public void A_full_device_is_reported_and_the_file_is_unusable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var file = Files.Create("/dev/full");

        var failure = Fails("write", Errno.NoSpace, () => file.Write("1"u8));

        Assert.Equal("write of 'full' failed with ENOSPC: No space left on device.", failure.Message);
        Assert.Equal("/dev/full", failure.FilePath);
        Fails("write", Errno.NoSpace, () => file.Write("1"u8));
        Fails("fsync", Errno.NoSpace, file.Sync);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_write_for_which_there_is_half_the_space_fails_and_leaves_the_old_content()
    {
        Files.CreateDirectory(At("small"));
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", At("small")) != 0)
        {
            return;
        }

        try
        {
            Files.WriteAtomically(At("small/a"), "old"u8);

            Fails("write", Errno.NoSpace, () => Files.WriteAtomically(At("small/a"), new byte[2_000_000]));

            Assert.Equal(["a"], Files.List(At("small")));
            Assert.Equal("old"u8, Files.Read(At("small/a")));
            Write("small/b", new byte[500_000]);
        }
        finally
        {
            Assert.Equal(0, Run("umount", At("small")));
        }
    }

    [Fact]
    public void What_is_made_is_for_this_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Files.CreateDirectory(At("x/y"));
        Write("x/y/a", "1"u8);

        const UnixFileMode User = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(User | UnixFileMode.UserExecute, File.GetUnixFileMode(At("x")));
        Assert.Equal(User | UnixFileMode.UserExecute, File.GetUnixFileMode(At("x/y")));
        Assert.Equal(User, File.GetUnixFileMode(At("x/y/a")));
    }

    [Fact]
    public void A_permission_that_is_missing_is_no_missing_file()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return;
        }

        Files.CreateDirectory(At("d"));
        Write("d/a", "1"u8);
        File.SetUnixFileMode(At("d"), UnixFileMode.None);
        try
        {
            Fails("access", Errno.Access, () => Files.Exists(At("d/a")));
            Fails("open", Errno.Access, () => Files.Read(At("d/a")));
            Fails("open", Errno.Access, () => Files.Create(At("d/b")));
            Fails("readdir", Errno.Access, () => Files.List(At("d")));
            Fails("mkdir", Errno.Access, () => Files.CreateDirectory(At("d/e")));
        }
        finally
        {
            File.SetUnixFileMode(At("d"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_lock_is_released_when_its_process_is_killed()
    {
        if (!File.Exists("/usr/bin/flock"))
        {
            return;
        }

        // The shell says that it has the lock, and keeps it until its input ends.
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", [At("lock"), "/bin/sh", "-c", "echo held; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Assert.Null(Files.TryLock(At("lock")));

        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        holder.StandardOutput.ReadToEnd();

        using var taken = Files.TryLock(At("lock"));
        Assert.NotNull(taken);
    }

    [Fact]
    public void A_child_process_does_not_inherit_a_lock()
    {
        if (!File.Exists("/bin/cat"))
        {
            return;
        }

        var held = Files.TryLock(At("lock"));
        using var child = Process.Start(new ProcessStartInfo("/bin/cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;

        held!.Dispose();

        using (var taken = Files.TryLock(At("lock")))
        {
            Assert.NotNull(taken);
        }

        child.StandardInput.Close();
        child.WaitForExit();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
