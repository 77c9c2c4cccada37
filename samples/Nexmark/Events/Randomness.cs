namespace Nexmark;

/// <summary>Random numbers that are the same on every machine: SplitMix64, one sequence for each seed and number.</summary>
/// <remarks>An event has a sequence of its own, so that it can be made without the events before it.</remarks>
internal struct Randomness(ulong seed, long number)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    // For each of the four bytes of U and each value of the byte, its factor of 10^(6·U). Made of products and roots, which are exact to
    // the bit everywhere; Math.Pow is not.
    private static readonly double[][] Factors = [.. Roots(1000).Take(32).Chunk(8).Select(Products)];

    private ulong _state = Mix(Mix(seed + Step) + (ulong)number);

    /// <summary>A whole number from 0 to below <paramref name="bound"/>.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>True once in <paramref name="times"/> times.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>One of <paramref name="choices"/>.</summary>
    public T OneOf<T>(T[] choices) => choices[Below(choices.Length)];

    /// <summary>A price in cents, 100 to 100,000,000; its logarithm is uniform.</summary>
    public long Price()
    {
        var bits = (uint)Next();
        var power = Factors[0][bits >> 24] * Factors[1][(byte)(bits >> 16)] * Factors[2][(byte)(bits >> 8)] * Factors[3][(byte)bits];
        return (long)Math.Floor((power * 100) + 0.5);
    }

    /// <summary>3 to <paramref name="below"/> - 1 letters, each once in 13 times the <paramref name="special"/> one instead; without spaces around.</summary>
    public string Text(int below, char special = ' ')
    {
        Span<char> text = stackalloc char[3 + (int)Below(below - 3)];
        foreach (ref var letter in text)
            letter = Below(13 * 26) is >= 26 and var other ? (char)('a' + (other % 26)) : special;
        return text.Trim(' ').ToString();
    }

    private ulong Next() => Mix(_state += Step);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    // 10^3, 10^1.5, 10^0.75, …: the factor of each bit of U.
    private static IEnumerable<double> Roots(double value)
    {
        for (; ; value = Math.Sqrt(value))
            yield return value;
    }

    private static double[] Products(double[] factors) =>
        [.. Enumerable.Range(0, 256).Select(value => factors.Where((_, bit) => (value & (0x80 >> bit)) != 0).Aggregate(1.0, (x, y) => x * y))];
}
