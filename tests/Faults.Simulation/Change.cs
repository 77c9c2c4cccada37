namespace Faults.Simulation;

/// <summary>The effect of one operation, before it is synced. Arrays of bytes are never modified.</summary>
internal abstract record Change
{
    public abstract void ApplyTo(DiskView disk);
}

/// <summary>An effect on the content of a file.</summary>
internal abstract record ContentChange(int File) : Change;

/// <summary>Bytes at a place; zeros fill what is missing before it.</summary>
internal sealed record Written(int File, int Offset, byte[] Bytes) : ContentChange(File)
{
    public override void ApplyTo(DiskView disk)
    {
        var old = disk.ContentOf(File);
        var content = new byte[Math.Max(old.Length, Offset + Bytes.Length)];
        old.CopyTo(content, 0);
        Bytes.CopyTo(content, Offset);
        disk.Contents[File] = content;
    }
}

/// <summary>A cut.</summary>
internal sealed record Resized(int File, int Length) : ContentChange(File)
{
    public override void ApplyTo(DiskView disk)
    {
        var content = disk.ContentOf(File);
        Array.Resize(ref content, Length);
        disk.Contents[File] = content;
    }
}

/// <summary>An effect on the names in the directory of <paramref name="Path"/>.</summary>
internal abstract record NameChange(string Path) : Change;

/// <summary>A name for a file, in place of the one that had it.</summary>
internal sealed record Named(string Path, int File) : NameChange(Path)
{
    public override void ApplyTo(DiskView disk) => disk.Names[Path] = File;
}

/// <summary>A file that goes from one name to another, in place of the one that had it.</summary>
internal sealed record Renamed(string Path, string To, int File) : NameChange(Path)
{
    public override void ApplyTo(DiskView disk)
    {
        disk.Names.Remove(Path);
        disk.Names[To] = File;
    }
}

/// <summary>A name that is gone.</summary>
internal sealed record Unnamed(string Path) : NameChange(Path)
{
    public override void ApplyTo(DiskView disk) => disk.Names.Remove(Path);
}
