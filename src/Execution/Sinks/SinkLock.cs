using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>Held for the time of one call, so that nobody takes over between the look at the epoch and the change of a file.</summary>
/// <param name="files">Where it is.</param>
/// <param name="path">The file that is locked.</param>
/// <param name="patience">For how long another process may hold it: longer than one call takes. By default 5 s.</param>
/// <param name="time">The clock.</param>
internal sealed class SinkLock(IDurableFileSystem files, string path, TimeSpan? patience = null, TimeProvider? time = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <exception cref="StreamQueryException">LS5015: another process does not come to an end.</exception>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        for (var start = _time.GetTimestamp(); ;)
        {
            if (files.TryLock(path) is { } held)
            {
                return held;
            }

            if (_time.GetElapsedTime(start) is var waited && waited >= _patience)
            {
                throw new StreamQueryException(StreamErrors.SinkInUse(path, waited));
            }

            await Task.Delay(Pause, _time, cancellation).ConfigureAwait(false);
        }
    }
}
