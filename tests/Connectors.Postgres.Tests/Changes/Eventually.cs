namespace Connectors.Postgres.Tests.Changes;

/// <summary>Waits for what the server does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(1);

    /// <summary>Asks until it is so, and fails after a minute.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> isSo)
    {
        using var late = new CancellationTokenSource(Enough);
        while (!await isSo())
        {
            Assert.False(late.IsCancellationRequested, "It did not come to that within a minute.");
            await Task.Yield();
        }
    }
}
