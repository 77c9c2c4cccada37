using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>Appends records to the log, as many as wait with one write and one sync.</summary>
/// <remarks>
/// <para>
/// <see cref="Add"/> only queues. What waits is written by <see cref="Flush"/>: by a thread of its own where <see cref="HasThread"/>, else by whoever waits for a record.
/// Records become durable in the order in which they were added.
/// </para>
/// <para>After a failure nothing more is written, and everything that waits fails with it: a sync that has failed once may report success without having written anything.</para>
/// </remarks>
internal sealed class LogWriter(CheckpointFiles checkpoint, long epoch) : IDisposable
{
    private readonly object _gate = new();
    private readonly Lock _writing = new();
    private readonly FrameWriter _frames = new();
    private readonly ByteWriter _bytes = new();
    private List<LogRecord> _waiting = [];
    private IDurableFile? _file;
    private string _name = "";
    private long _number;
    private long _added;
    private long _durable;
    private long _maxBatch;
    private bool _isClosed;
    private Exception? _failure;

    /// <summary>Whether a thread calls <see cref="FlushWhenAsked"/>.</summary>
    public bool HasThread { get; set; }

    /// <summary>Closed logs, oldest first, with the last batch that each speaks of.</summary>
    public List<(string Name, long MaxBatch)> Closed { get; } = [];

    /// <summary>The number of bytes written so far, to all logs of this epoch.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Starts the next log: what is added from now on goes there.</summary>
    public void Rotate(FileHeader header)
    {
        lock (_writing)
        {
            try
            {
                if (_file is not null)
                {
                    _file.Dispose();
                    Closed.Add((_name, _maxBatch));
                }

                _name = CheckpointFiles.LogName(epoch, ++_number);
                _maxBatch = 0;
                _file = checkpoint.Files.Create(checkpoint.PathOf(_name));
                _frames.Clear();
                _bytes.Clear();
                header.Write(_bytes);
                _frames.Write(RecordKind.Header, header.Parts.Id, _bytes.Written);
                _file.Write(_frames.Written);
                _file.Sync();
                checkpoint.Files.SyncDirectory(checkpoint.Directory);
                BytesWritten += _frames.Written.Length;
            }
            catch (Exception failure)
            {
                Fail(failure);
                throw;
            }
        }
    }

    /// <summary>Queues a record; gives its number for <see cref="WaitFor"/>.</summary>
    public long Add(LogRecord record)
    {
        lock (_gate)
        {
            _waiting.Add(record);
            Monitor.PulseAll(_gate);
            return ++_added;
        }
    }

    /// <summary>Returns when a record, and all before it, are durable.</summary>
    /// <exception cref="StreamQueryException">LS5007: they could not be written. LS5008: another process has taken over.</exception>
    public void WaitFor(long number)
    {
        if (!HasThread)
        {
            Flush();
        }

        lock (_gate)
        {
            while (_durable < number && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            if (_durable < number)
            {
                throw Wrap(_failure!);
            }
        }
    }

    /// <summary>Writes what waits, for as long as the log is open; for a thread of its own.</summary>
    public void FlushWhenAsked()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_isClosed && _failure is null)
                {
                    Monitor.Wait(_gate);
                }

                if (_waiting.Count == 0 || _failure is not null)
                {
                    return;
                }
            }

            Flush();
        }
    }

    /// <summary>Writes everything that waits, and syncs it once.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            List<LogRecord> records;
            lock (_gate)
            {
                if (_waiting.Count == 0 || _failure is not null)
                {
                    return;
                }

                (records, _waiting) = (_waiting, []);
            }

            try
            {
                Write(records);
                lock (_gate)
                {
                    _durable += records.Count;
                    Monitor.PulseAll(_gate);
                }
            }
            catch (Exception failure)
            {
                Fail(failure);
            }
        }
    }

    /// <summary>Stops a thread that flushes, once it has written what waits.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        Close();
        lock (_writing)
        {
            _file?.Dispose();
            _bytes.Dispose();
        }
    }

    private void Write(List<LogRecord> records)
    {
        checkpoint.CheckOwner(epoch);

        _frames.Clear();
        foreach (var record in records)
        {
            _bytes.Clear();
            record.Write(_bytes);
            _frames.Write(record.Kind, record.SchemaId, _bytes.Written);
            _maxBatch = Math.Max(_maxBatch, record.Batch);
        }

        _file!.Write(_frames.Written);
        _file.Sync();
        BytesWritten += _frames.Written.Length;
    }

    /// <summary>Nothing more is written, and who waits is told of the failure.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            Monitor.PulseAll(_gate);
        }
    }

    private StreamQueryException Wrap(Exception failure) => failure is StreamQueryException coded
        ? new StreamQueryException(coded.Diagnostics, coded)
        : new StreamQueryException(StreamErrors.CheckpointNotWritten(checkpoint.Directory, failure.Message), failure);
}
