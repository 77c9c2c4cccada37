namespace Linq.Streaming.Execution.Storage;

/// <summary>A file that is being written. Nothing is buffered in the process; disposing it does not sync.</summary>
/// <remarks>
/// After the first failure the file is unusable: <see cref="Write"/> and <see cref="Sync"/> throw at once. A write that failed may have left a part of its bytes,
/// behind which nothing must follow. After a sync that failed, the system may have dropped what it could not write, and would report success the next time.
/// Go on from what was known to be durable before.
/// </remarks>
internal interface IDurableFile : IDisposable
{
    /// <summary>The bytes in the file: those it was opened with and all that were written, those of a write that failed half-way included.</summary>
    long Length { get; }

    /// <summary>Writes all of the bytes at the end.</summary>
    /// <exception cref="DurableIOException">Not all could be written; any number of them may have been.</exception>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when all that was written is on the device. Never repeated after a failure.</summary>
    void Sync();
}
