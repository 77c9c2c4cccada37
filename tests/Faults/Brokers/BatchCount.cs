using Linq.Streaming;

namespace Faults.Brokers;

/// <summary>Counts the batches of a context, and lets one wait for more.</summary>
internal sealed class BatchCount
{
    private readonly SemaphoreSlim _completed = new(0);

    public void OnCompleted(BatchInfo batch) => _completed.Release();

    /// <summary>Waits for so many more, but no longer than <paramref name="most"/>.</summary>
    /// <returns>False if the context has failed instead.</returns>
    public async Task<bool> WaitAsync(int count, TimeSpan most, Task completion)
    {
        for (; count > 0; count--)
        {
            var next = _completed.WaitAsync(most);
            if (await Task.WhenAny(next, completion) != next)
            {
                return completion.Exception?.InnerException is null or StreamQueryException ? false : throw completion.Exception.InnerException;
            }

            if (!await next)
            {
                return true;
            }
        }

        return true;
    }
}
