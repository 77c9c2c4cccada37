using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>Held for the time of one call, so that nobody takes over between the look at the epoch and the change of a file.</summary>
internal sealed class SinkLock(IDurableFileSystem files, string path)
{
    private const int Attempts = 500;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);

    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (files.TryLock(path) is { } held)
            {
                return held;
            }

            await Task.Delay(Wait, cancellation).ConfigureAwait(false);
        }

        throw new IOException($"Another process holds '{path}' and does not come to an end. Stop it, or use another directory or prefix.");
    }
}
