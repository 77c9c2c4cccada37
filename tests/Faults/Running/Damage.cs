using System.Globalization;
using Faults.Worlds;

namespace Faults.Running;

/// <summary>What has been done to a checkpoint directory.</summary>
/// <param name="Name">It in words, which say how to do it again.</param>
/// <param name="Files">The files that a refusal may name.</param>
/// <param name="Apply">Does it.</param>
internal sealed record Damage(string Name, IReadOnlyList<string> Files, Action<World> Apply)
{
    /// <summary>One bit of a file is another one.</summary>
    public static Damage Flip(string file, byte[] content, int bit) => new(
        string.Create(CultureInfo.InvariantCulture, $"flip:{file}:{bit}"), [file], world =>
        {
            var flipped = content.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            world.Files.Damage(PathOf(file), flipped);
        });

    /// <summary>The end of a file is missing.</summary>
    public static Damage Cut(string file, byte[] content, int length) => new(
        string.Create(CultureInfo.InvariantCulture, $"cut:{file}:{length}"), [file], world => world.Files.Damage(PathOf(file), content[..length]));

    /// <summary>Files are missing.</summary>
    public static Damage Without(params string[] files) => new($"without:{string.Join(',', files)}", files, world =>
    {
        foreach (var file in files)
        {
            world.Files.Delete(PathOf(file));
        }
    });

    /// <summary>Two files have each other's content.</summary>
    public static Damage Swap(string first, string second) => new($"swap:{first}:{second}", [first, second], world =>
    {
        var (one, two) = (world.Files.Read(PathOf(first)), world.Files.Read(PathOf(second)));
        world.Files.Damage(PathOf(first), two);
        world.Files.Damage(PathOf(second), one);
    });

    /// <summary>A frame of a file says that it is of a later version.</summary>
    public static Damage Newer(string file, byte[] content, int offset) => new(
        string.Create(CultureInfo.InvariantCulture, $"newer:{file}:{offset}"), [file], world =>
        {
            var newer = content.ToArray();
            Linq.Streaming.Execution.Storage.FrameHeader.TryRead(newer.AsSpan(offset), out var header);
            (header with { Version = (ushort)(header.Version + 1) }).WriteTo(newer.AsSpan(offset));
            world.Files.Damage(PathOf(file), newer);
        });

    public static string PathOf(string file) => "checkpoint/" + file;
}
