namespace Faults.SinkErrors;

/// <summary>Decides which calls fail, and counts them.</summary>
internal sealed class ErrorCounts(int seed)
{
    private const double Chance = 0.3;

    private readonly Random _random = new(seed);
    private readonly long[] _counts = new long[Enum.GetValues<ErrorPoint>().Length];

    public long Total => _counts.Sum();

    /// <summary>Whether some call has failed at each point.</summary>
    public bool AreAllThere => _counts.All(count => count > 0);

    public bool IsStruck(ErrorPoint point)
    {
        if (_random.NextDouble() >= Chance)
        {
            return false;
        }

        _counts[(int)point]++;
        return true;
    }

    /// <exception cref="FlakyException">The call is one of those that fail.</exception>
    public void Strike(ErrorPoint point)
    {
        if (IsStruck(point))
        {
            throw new FlakyException(point);
        }
    }

    public int Next(int below) => _random.Next(below);

    public override string ToString() => string.Join(", ", Enum.GetValues<ErrorPoint>().Select(point => $"{point} {_counts[(int)point]}"));
}
