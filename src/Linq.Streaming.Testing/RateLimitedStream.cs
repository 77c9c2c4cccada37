namespace Linq.Streaming.Testing;

/// <summary>Writes on to another stream at a pace: a slow peer of a socket, or a sender of a known rate.</summary>
/// <remarks>
/// <para>
/// What is written goes on in order and unchanged, in pieces of a tenth of a second, each when it is due. The first goes at once; the time between two writes is not made up for,
/// beyond one piece. So writing <c>n</c> bytes takes <c>n / bytesPerSecond</c> seconds of the clock, less the last piece.
/// </para>
/// <para>Write only, and for one writer at a time. Synchronous writes block their thread until the clock has come that far.</para>
/// </remarks>
public sealed class RateLimitedStream : Stream
{
    private const int PiecesPerSecond = 10;

    private readonly Stream _inner;
    private readonly double _bytesPerSecond;
    private readonly int _piece;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TimeSpan _due;

    /// <summary>Makes a stream over <paramref name="inner"/>, which is disposed with it.</summary>
    /// <param name="inner">Where bytes go on to.</param>
    /// <param name="bytesPerSecond">The most bytes a second, at least one.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytesPerSecond"/> is less than one.</exception>
    public RateLimitedStream(Stream inner, int bytesPerSecond, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesPerSecond, 1);
        (_inner, _bytesPerSecond, _piece) = (inner, bytesPerSecond, Math.Max(1, bytesPerSecond / PiecesPerSecond));
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => _inner.CanWrite;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(_piece, buffer.Length)];
            await WaitAsync(piece.Length, cancellationToken).ConfigureAwait(false);
            await _inner.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece.Length..];
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Flush() => _inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // Pieces follow each other by the time that they take; after a pause the next is due at once, and no other.
    private Task WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        var now = _time.GetElapsedTime(_start);
        var due = _due > now ? _due : now;
        _due = due + TimeSpan.FromSeconds(bytes / _bytesPerSecond);
        return due > now ? Task.Delay(due - now, _time, cancellationToken) : Task.CompletedTask;
    }
}
