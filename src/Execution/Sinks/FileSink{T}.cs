using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Sinks.Rolling;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming;

/// <summary>Files in a directory, each with the rows of some batches in a row, exactly once; made by <see cref="FileSink"/>.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <code>
///   part-00000000000000000001-00000000000000000060.csv   complete: batches 1 to 60, never changed again
///   .current-part-00000000000000000061.csv               being written, from batch 61 on
///   .journal-part.csv                                    what of it is committed and what only prepared; which query owns the files, and its epoch
///   .lock-part.csv                                       empty; held while a file is changed
/// </code>
/// <para>
/// Readers take what does not start with a dot. A file gets its name when it is complete: with the batch that makes it large or old enough
/// (<see cref="FileSinkOptions"/>), or when the context ends. Complete files may be read, moved and deleted at any time; the others belong to the query.
/// </para>
/// <para>Batches without rows write nothing, and a file without rows is never made.</para>
/// </remarks>
public sealed class FileSink<T> : IStreamSink<T>
{
    private readonly RowEncoder<T> _encoder;
    private readonly RollingFiles _files;
    private readonly SinkLock _lock;
    private readonly ByteWriter _bytes = new();
    private bool _isOpen;

    internal FileSink(string directory, RowEncoder<T> encoder, FileSinkOptions? options, IDurableFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var names = new SinkNames(directory, (options ??= new()).Checked().Prefix, encoder.Extension);
        files ??= new NativeFileSystem();
        _encoder = encoder;
        _files = new RollingFiles(files, names, options);
        _lock = new SinkLock(files, names.Lock);
    }

    /// <inheritdoc/>
    public string Guarantee => "Exactly once: a file appears when it is complete, and has every row of its batches once, however often the query was restarted.";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Rows of type <typeparamref name="T"/> cannot be written; the message names the member.</exception>
    /// <exception cref="InvalidOperationException">The directory has files of another query with this prefix.</exception>
    /// <exception cref="InvalidDataException">Files of the query are damaged or missing.</exception>
    public async ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = _encoder.Open();
        _files.CreateDirectory();
        using var held = await _lock.TakeAsync(cancellationToken).ConfigureAwait(false);
        var last = _files.Open(context, header);
        _isOpen = true;
        return last;
    }

    /// <inheritdoc/>
    /// <exception cref="StreamFencedException">A later epoch has taken over the query; nothing was written.</exception>
    public async ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _bytes.Clear();
        _encoder.Write(batch.AsSpan(), _bytes);
        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        _files.Prepare(batch.Id, batch.Time, batch.Count, _bytes.Written);
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        _files.Commit(batchId);
    }

    /// <inheritdoc/>
    public async ValueTask AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        _files.Abort(batchId);
    }

    /// <summary>Gives the file that is being written its name, unless a batch was prepared that is not committed, or the last call has failed: then the next start goes on with it.</summary>
    public async ValueTask DisposeAsync()
    {
        _bytes.Dispose();
        if (_isOpen)
        {
            _isOpen = false;
            using var held = await _lock.TakeAsync(CancellationToken.None).ConfigureAwait(false);
            _files.Close();
        }
    }

    private ValueTask<IDisposable> TakeAsync(CancellationToken cancellation) =>
        _isOpen ? _lock.TakeAsync(cancellation) : throw new InvalidOperationException("The sink is not open.");
}
