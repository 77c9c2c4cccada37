namespace Faults.Simulation;

/// <summary>Names, and the contents of what they stand for: as processes see them, or as they are on the device.</summary>
/// <remarks>A file is a number. One without a name may still be open, and one with a name may have no content, where that was not synced.</remarks>
internal sealed class DiskView
{
    public Dictionary<string, int> Names { get; private init; } = [];

    public Dictionary<int, byte[]> Contents { get; private init; } = [];

    public byte[] ContentOf(int file) => Contents.GetValueOrDefault(file, []);

    public DiskView Copy() => new() { Names = new(Names), Contents = new(Contents) };
}
