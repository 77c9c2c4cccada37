namespace Faults.Floods;

/// <summary>Samples the memory that is in use, twice a second, and says whether it has stayed flat.</summary>
internal sealed class MemoryWatch : IDisposable
{
    // What a collection happens to find differs by so much.
    private const long Tolerance = 48 << 20;

    private readonly List<long> _samples = [];
    private readonly Timer _timer;

    public MemoryWatch() => _timer = new Timer(_ => Sample(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));

    /// <summary>Whether the second half of the time needed no more than the first.</summary>
    public bool IsFlat => Most(second: true) <= Most(second: false) + Tolerance;

    /// <summary>The most that was in use in either half, in MB.</summary>
    public (long First, long Second) Megabytes => (Most(second: false) >> 20, Most(second: true) >> 20);

    public void Dispose() => _timer.Dispose();

    private void Sample()
    {
        lock (_samples)
            _samples.Add(GC.GetTotalMemory(forceFullCollection: false));
    }

    private long Most(bool second)
    {
        lock (_samples)
        {
            var half = _samples.Count / 2;
            return (second ? _samples.Skip(half) : _samples.Take(half)).DefaultIfEmpty(0).Max();
        }
    }
}
