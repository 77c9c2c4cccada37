namespace Nexmark;

/// <summary>Where bids come from: four channels half of the time, otherwise one of ten thousand. Each has one url for the whole run.</summary>
internal sealed class Channels
{
    private const int Count = 10_000;

    private static readonly string[] HotNames = ["Google", "Facebook", "Baidu", "Apple"];

    private readonly (string Name, string Url)[] _hot;
    private readonly (string Name, string Url)[] _others;

    public Channels(ulong seed)
    {
        _hot = [.. HotNames.Select((name, i) => (name, HotUrl(seed, Count + i)))];
        _others = [.. Enumerable.Range(0, Count).Select(i => ($"channel-{i}", Url(seed, i)))];
    }

    public (string Name, string Url) OneOf(ref Randomness random) => random.OneOf(random.OnceIn(2) ? _hot : _others);

    /// <summary>The id of a channel: its 32 bits in reverse order, read as a signed number without its sign.</summary>
    public static long IdOf(int channel)
    {
        var reversed = 0;
        for (var bit = 0; bit < 32; bit++)
            reversed = (reversed << 1) | ((channel >> bit) & 1);
        return Math.Abs((long)reversed);
    }

    private static string HotUrl(ulong seed, int channel)
    {
        var random = new Randomness(seed, channel);
        return Url(ref random);
    }

    private static string Url(ulong seed, int channel)
    {
        var random = new Randomness(seed, channel);
        var url = Url(ref random);
        return random.OnceIn(10) ? url : $"{url}&channel_id={IdOf(channel)}";
    }

    private static string Url(ref Randomness random) =>
        $"https://www.nexmark.com/{random.Text(5, '_')}/{random.Text(5, '_')}/{random.Text(5, '_')}/item.htm?query=1";
}
