namespace Linq.Streaming;

/// <summary>How a <see cref="FileSink{T}"/> names and ends its files.</summary>
public sealed record FileSinkOptions
{
    /// <summary>What the names of files start with: letters, digits, '-', '_' and '.', not '.' first. The default is "part".</summary>
    /// <remarks>It belongs to one output in the directory. Others use another prefix, or have another format.</remarks>
    public string Prefix { get; init; } = "part";

    /// <summary>A file is complete with the batch that brings it to as many bytes; 1 to 1 GiB. The default is 64 MiB.</summary>
    /// <remarks>No batch is divided, so a file may be larger by what one batch has.</remarks>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>A file is complete with the first batch whose time is so much later than that of its first batch with rows. The default is one minute.</summary>
    /// <remarks>Zero makes a file of each batch that has rows, and <see cref="TimeSpan.MaxValue"/> leaves it to <see cref="MaxBytes"/>. The clock plays no part, so a batch that runs again ends the same file.</remarks>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether CSV files start with the names of their columns, which <see cref="StreamContext.FromCsv{T}"/> needs. The default is true.</summary>
    public bool HeaderRow { get; init; } = true;

    internal FileSinkOptions Checked()
    {
        ArgumentException.ThrowIfNullOrEmpty(Prefix);
        if (Prefix[0] == '.' || !Prefix.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{Prefix}' cannot start the names of files. Use letters, digits, '-', '_' and '.', not '.' first.", nameof(Prefix));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBytes, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAge, TimeSpan.Zero);
        return this;
    }
}
