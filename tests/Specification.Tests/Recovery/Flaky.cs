using System.Collections.Concurrent;

namespace Specification.Tests.Recovery;

/// <summary>A user's function that throws when it first sees each of some values, and then gives them back.</summary>
public sealed class Flaky(Func<int, bool> isBad)
{
    private readonly ConcurrentDictionary<int, bool> _seen = new();

    /// <summary>How often it has thrown.</summary>
    public int Thrown => _seen.Count;

    public int Pass(int value) => isBad(value) && _seen.TryAdd(value, true) ? throw new InvalidOperationException($"{value} fails at first.") : value;
}
