namespace Nexmark;

/// <summary>Random text that brings an event to about its target size: slices of one text of a million letters.</summary>
internal sealed class Filling
{
    private readonly string _letters;

    public Filling(ulong seed)
    {
        var random = new Randomness(seed, 0);
        _letters = string.Create(1 << 20, random, static (text, random) =>
        {
            foreach (ref var letter in text)
                letter = (char)('a' + random.Below(26));
        });
    }

    /// <summary>Text as long as what is missing from <paramref name="size"/> to <paramref name="target"/>, give or take a fifth; empty if nothing is.</summary>
    public string Of(int size, int target, ref Randomness random)
    {
        if (size > target)
            return "";
        var missing = target - size;
        var give = (int)Math.Round(missing * 0.2);
        var length = give == 0 ? missing : missing - give + (int)random.Below(2 * give);
        return _letters.Substring((int)random.Below(_letters.Length - length), length);
    }
}
